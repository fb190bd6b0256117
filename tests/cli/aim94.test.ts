import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAim94 } from '../../src/cli/aim94.ts';
import { inTimeOrder } from '../../src/cli/in-time-order.ts';
import { isoLocal } from '../../src/domain/local-day.ts';

const timeZone = 'America/Chicago';
const row = (date: string, time: string, code: string, value: string) => [date, time, code, value].join('\t');
const localOf = (text: string, zone = timeZone) =>
  parseAim94(text, { timeZone: zone }).usable.map(({ at }) => isoLocal(at, zone));

test('a glucose row becomes a reading: local time, code, zero-padded value, meal', () => {
  const { usable } = parseAim94(`${row('04-21-1991', '9:09', '58', '009')}\n`);
  expect(usable).toEqual([
    { line: 1, at: Date.parse('1991-04-21T09:09:00-05:00'), code: 58, value: 9, meal: 'before' },
  ]);
});

test.each([
  ['48', undefined],
  ['57', undefined],
  ['58', 'before'],
  ['59', 'after'],
  ['60', 'before'],
  ['61', 'after'],
  ['62', 'before'],
  ['63', 'after'],
  ['64', 'before'],
])('code %s is glucose, meal %s', (code, meal) => {
  const [reading] = parseAim94(row('04-21-1991', '17:08', code, '119')).usable;
  expect(reading).toMatchObject({ code: Number(code), value: 119 });
  expect(reading?.meal).toBe(meal);
});

test.each(['33', '34', '35', '65', '66', '67', '68', '69', '70', '71', '72'])(
  'code %s is not glucose',
  code => {
    expect(parseAim94(row('04-21-1991', '17:08', code, '2.5'))).toEqual({
      rows: 1,
      notGlucose: 1,
      usable: [],
      unusable: [],
    });
  },
);

test.each([
  ['0Hi', 'HI'],
  ['0Lo', 'LO'],
  ['HI', 'HI'],
  ['000', 0],
  ['104', 104],
  ['5.5', 5.5],
])('the value %s reads as %s', (text, value) => {
  expect(parseAim94(row('10-31-1989', '12:00', '60', text)).usable[0]?.value).toBe(value);
});

test.each([
  ['no date', row('', '7:00', '58', '100'), 'no-date'],
  ['a date that does not exist', row('02-30-1990', '7:00', '58', '100'), 'bad-date'],
  ['day and month exchanged', row('31-10-1989', '7:00', '58', '100'), 'bad-date'],
  ['no time', row('10-12-1989', '', '58', '100'), 'no-time'],
  ['a number in the time field', row('10-12-1989', '138', '58', '100'), 'bad-time'],
  ['hour 24', row('10-12-1989', '24:00', '58', '100'), 'bad-time'],
  ['no value', row('10-12-1989', '7:00', '58', ''), 'no-value'],
  ['the value column missing', '10-12-1989\t7:00\t58', 'no-value'],
  ['two quotes for a value', row('11-06-1989', '11:00', '57', "0''"), 'bad-value'],
  ['a digit and a letter', row('11-06-1989', '11:00', '57', '3A'), 'bad-value'],
  ['a negative value', row('11-06-1989', '11:00', '57', '-5'), 'bad-value'],
  ['code 0', row('10-12-1989', '7:00', '0', ''), 'bad-code'],
  ['code 4', row('05-26-1991', '06:00', '4', '0'), 'bad-code'],
  ['code 56, undocumented', row('07-21-1990', '08:56', '56', '115'), 'bad-code'],
  ['a code that is no number', row('07-21-1990', '08:56', '5B', '115'), 'bad-code'],
  ['no code', row('07-21-1990', '08:56', '', '115'), 'no-code'],
  ['no tabs', '07-21-1990 08:56 58 115', 'no-code'],
])('%s is unusable', (_, text, reason) => {
  expect(parseAim94(text)).toEqual({ rows: 1, notGlucose: 0, usable: [], unusable: [{ line: 1, reason }] });
});

test('with a broken date an insulin row is not glucose', () => {
  expect(parseAim94(row('', '138', '33', '3A'))).toMatchObject({ notGlucose: 1, unusable: [] });
});

test('empty lines count for line numbers and not for rows; CRLF is fine', () => {
  const text = ['', row('04-21-1991', '9:09', '58', '100'), ' ', row('04-21-1991', '9:10', '58', '')].join(
    '\r\n',
  );
  const log = parseAim94(text);
  expect(log.rows).toBe(2);
  expect(log.usable.map(({ line }) => line)).toEqual([2]);
  expect(log.unusable).toEqual([{ line: 4, reason: 'no-value' }]);
  expect(parseAim94('')).toEqual({ rows: 0, notGlucose: 0, usable: [], unusable: [] });
});

test('order and duplicates of the file are kept; sorting by time is stable', () => {
  const text = [
    row('04-22-1991', '8:00', '58', '1'),
    row('04-21-1991', '9:09', '48', '2'),
    row('04-21-1991', '9:09', '57', '3'),
    row('04-22-1991', '8:00', '58', '1'),
  ].join('\n');
  const { usable } = parseAim94(text);
  expect(usable.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  expect(inTimeOrder(usable).map(({ line }) => line)).toEqual([2, 3, 1, 4]);
  expect(usable.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
});

test('local times follow the zone, St. Louis unless told', () => {
  expect(localOf(row('01-15-1990', '7:00', '58', '100'))).toEqual(['1990-01-15T07:00:00-06:00']);
  expect(localOf(row('07-15-1990', '7:00', '58', '100'))).toEqual(['1990-07-15T07:00:00-05:00']);
  expect(localOf(row('07-15-1990', '7:00', '58', '100'), 'Europe/Rome')).toEqual([
    '1990-07-15T07:00:00+02:00',
  ]);
  expect(() => parseAim94('', { timeZone: 'Mars/Olympus' })).toThrow('No such time zone');
});

test.each([
  ['before the clocks go forward', '04-01-1990', '01:59', '1990-04-01T01:59:00-06:00'],
  ['skipped by the clocks, moved on', '04-01-1990', '02:30', '1990-04-01T03:30:00-05:00'],
  ['after the clocks went forward', '04-01-1990', '03:00', '1990-04-01T03:00:00-05:00'],
  ['twice on the clocks, the first', '10-28-1990', '01:30', '1990-10-28T01:30:00-05:00'],
  ['after the clocks went back', '10-28-1990', '02:00', '1990-10-28T02:00:00-06:00'],
])('a time %s', (_, date, time, expected) => {
  expect(localOf(row(date, time, '58', '100'))).toEqual([expected]);
});

const folder = fileURLToPath(new URL('../../../shared/data/aim94_glucose/', import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter(name => /^data-\d\d$/.test(name)) : [];
const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

test.skipIf(files.length === 0)('real logs add up (skipped without ../shared/data/aim94_glucose)', () => {
  for (const name of files) {
    const text = readFileSync(`${folder}${name}`, 'latin1');
    const { rows, notGlucose, usable, unusable } = parseAim94(text);
    expect(rows, name).toBe(countOf(text, /.+/g));
    expect(usable.length + unusable.length + notGlucose, name).toBe(rows);
    expect(notGlucose, name).toBe(countOf(text, /\t(?:3[345]|6[5-9]|7[012])\t/g));
    expect(usable.length, name).toBe(
      countOf(text, /^\d\d-\d\d-\d{4}\t\d+:\d\d\t(?:48|5[7-9]|6[0-4])\t(?:\d+|0Hi|0Lo)$/gm),
    );
    const values = [...text.matchAll(/\t(?:48|5[7-9]|6[0-4])\t(\d+)$/gm)].map(([, value]) => Number(value));
    expect(
      usable.flatMap(({ value }) => (typeof value === 'number' ? [value] : [])),
      name,
    ).toEqual(values);
  }
});

test.skipIf(files.length === 0)(
  'traps of the real logs (skipped without ../shared/data/aim94_glucose)',
  () => {
    const logOf = (name: string) => parseAim94(readFileSync(`${folder}${name}`, 'latin1'));
    const words = logOf('data-02').usable.filter(({ value }) => typeof value === 'string');
    expect(words.map(({ value }) => value)).toEqual(['HI', 'HI', 'HI', 'HI', 'HI', 'LO', 'HI']);
    expect(logOf('data-27').unusable).toEqual([806, 808, 810].map(line => ({ line, reason: 'bad-code' })));
    expect(logOf('data-40').unusable).toEqual([{ line: 75, reason: 'bad-value' }]);
    expect(logOf('data-03').unusable.map(({ reason }) => reason)).toEqual(Array(10).fill('bad-code'));
  },
);
