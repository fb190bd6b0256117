import { expect, test } from 'vitest';
import type { AlertLoadBody } from '../../../src/contract/reports.ts';
import { pointsOf, weeksUpTo } from '../../../src/web/lead/load/weeks.ts';

test('weeks end where the report ends, touch, and come earliest first', () => {
  const weeks = weeksUpTo('2026-11-26T12:00:00.000Z', 3);
  expect(weeks.map(({ from }) => from)).toEqual([
    '2026-11-05T12:00:00.000Z',
    '2026-11-12T12:00:00.000Z',
    '2026-11-19T12:00:00.000Z',
  ]);
  expect(weeks.map(({ to }) => to)).toEqual([weeks[1]?.from, weeks[2]?.from, '2026-11-26T12:00:00.000Z']);
});

const load = (from: string, value: number | null) =>
  ({ from, to: from, programs: [{ program: 'hf', itemsPerPatientWeek: value }] }) as unknown as AlertLoadBody;

test('a program’s weeks begin with the first that had a patient; later gaps stay', () => {
  const weeks = [load('a', null), load('b', 0), load('c', null), load('d', 2)];
  expect(pointsOf('hf', weeks)).toEqual([
    { from: 'b', value: 0 },
    { from: 'c', value: null },
    { from: 'd', value: 2 },
  ]);
  expect(pointsOf('other', weeks)).toEqual([]);
});
