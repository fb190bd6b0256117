import { describe, expect, test } from 'vitest';
import { csvCell, csvLine } from '../../src/care/csv.ts';

describe('a cell', () => {
  test.each([
    [null, ''],
    [-3.5, '-3.5'],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['he said "no"', '"he said ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ])('%j becomes %j: text that a spreadsheet would compute is disarmed', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

test('a line ends as RFC 4180 has it', () => {
  expect(csvLine(['a', 1, null])).toBe('a,1,\r\n');
});
