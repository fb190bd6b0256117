import { dayMs, isoDay, isTimeZone, minuteMs, offsetMs } from '../domain/local-day.ts';
import type { Meal } from '../domain/reading.ts';
import { AppError } from '../errors.ts';

export type Aim94Reading = {
  /** in the file, from 1 */
  readonly line: number;
  readonly at: number;
  readonly code: number;
  /** mg/dL as written, plausible or not; HI or LO when the meter was out of range */
  readonly value: number | 'HI' | 'LO';
  readonly meal?: Meal;
};

export type Aim94Reason =
  | 'no-code'
  | 'bad-code'
  | 'no-date'
  | 'bad-date'
  | 'no-time'
  | 'bad-time'
  | 'no-value'
  | 'bad-value';

export type Aim94Unusable = { readonly line: number; readonly reason: Aim94Reason };

export type Aim94Log = {
  readonly rows: number;
  readonly notGlucose: number;
  readonly usable: readonly Aim94Reading[];
  readonly unusable: readonly Aim94Unusable[];
};

/** The AIM-94 logs come from St. Louis and carry no zone. */
const aim94TimeZone = 'America/Chicago';

const meals: ReadonlyMap<number, Meal | null> = new Map([
  [48, null],
  [57, null],
  [58, 'before'],
  [59, 'after'],
  [60, 'before'],
  [61, 'after'],
  [62, 'before'],
  [63, 'after'],
  [64, 'before'],
]);
const otherCodes: ReadonlySet<number> = new Set([33, 34, 35, 65, 66, 67, 68, 69, 70, 71, 72]);

type Field<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Aim94Reason };

const readCode = (text: string): Field<number> => {
  if (text === '') return { ok: false, reason: 'no-code' };
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return meals.has(value) || otherCodes.has(value) ? { ok: true, value } : { ok: false, reason: 'bad-code' };
};

/** Local midnight as if the zone were UTC. */
const readDate = (text: string): Field<number> => {
  if (text === '') return { ok: false, reason: 'no-date' };
  const [, month, day, year] = (/^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined)
    return { ok: false, reason: 'bad-date' };
  const value = Date.UTC(year, month - 1, day);
  const [isoYear, isoMonth, isoDate] = isoDay(value / dayMs)
    .split('-')
    .map(Number);
  const exists = isoYear === year && isoMonth === month && isoDate === day;
  return exists ? { ok: true, value } : { ok: false, reason: 'bad-date' };
};

const readTime = (text: string): Field<number> => {
  if (text === '') return { ok: false, reason: 'no-time' };
  const [, hour, minute] = (/^(\d{1,2}):(\d{2})$/.exec(text) ?? []).map(Number);
  return hour === undefined || minute === undefined || hour > 23 || minute > 59
    ? { ok: false, reason: 'bad-time' }
    : { ok: true, value: (hour * 60 + minute) * minuteMs };
};

const readValue = (text: string): Field<number | 'HI' | 'LO'> => {
  if (text === '') return { ok: false, reason: 'no-value' };
  const word = /^0*(hi|lo)$/i.exec(text)?.[1]?.toUpperCase();
  if (word === 'HI' || word === 'LO') return { ok: true, value: word };
  return /^\d+(\.\d+)?$/.test(text) ? { ok: true, value: Number(text) } : { ok: false, reason: 'bad-value' };
};

/** A local time that clocks skipped is moved on by the skip; one that occurred twice is the first. */
const instantOf = (local: number, timeZone: string): number => {
  const before = offsetMs(local - dayMs, timeZone);
  const after = offsetMs(local + dayMs, timeZone);
  const candidates = [local - before, local - after].filter(at => at + offsetMs(at, timeZone) === local);
  return candidates.length > 0 ? Math.min(...candidates) : local - before;
};

type Row = 'notGlucose' | Aim94Reason | Omit<Aim94Reading, 'line'>;

const readRow = (text: string, timeZone: string): Row => {
  const [date = '', time = '', code = '', value = ''] = text.split('\t').map(field => field.trim());
  const known = readCode(code);
  if (!known.ok) return known.reason;
  if (!meals.has(known.value)) return 'notGlucose';
  const day = readDate(date);
  if (!day.ok) return day.reason;
  const clock = readTime(time);
  if (!clock.ok) return clock.reason;
  const shown = readValue(value);
  if (!shown.ok) return shown.reason;
  const meal = meals.get(known.value);
  const at = instantOf(day.value + clock.value, timeZone);
  return { at, code: known.value, value: shown.value, ...(meal ? { meal } : {}) };
};

/**
 * The code decides first: with a broken date a glucose row is unusable and an insulin or event row notGlucose, while a
 * code outside Data-Codes (0, 4, 56 occur) is unusable whatever else stands in the row. Every non-empty line counts
 * once: rows = usable + unusable + notGlucose, in file order, duplicates kept.
 */
export const parseAim94 = (text: string, options: { readonly timeZone?: string } = {}): Aim94Log => {
  const timeZone = options.timeZone ?? aim94TimeZone;
  if (!isTimeZone(timeZone)) throw new AppError('bad-request', `No such time zone: ${timeZone}`);
  const usable: Aim94Reading[] = [];
  const unusable: Aim94Unusable[] = [];
  let rows = 0;
  let notGlucose = 0;
  for (const [index, content] of text.split(/\r\n|\n|\r/).entries()) {
    if (content.trim() === '') continue;
    rows += 1;
    const row = readRow(content, timeZone);
    if (row === 'notGlucose') notGlucose += 1;
    else if (typeof row === 'string') unusable.push({ line: index + 1, reason: row });
    else usable.push({ line: index + 1, ...row });
  }
  return { rows, notGlucose, usable, unusable };
};
