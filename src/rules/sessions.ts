import { localDay, minuteMs } from '../domain/local-day.ts';
import type { Reading } from '../domain/reading.ts';
import { lastIndexOf, measuredAtOf } from './window.ts';

const sessionGapMs = 15 * minuteMs;

export type Pressure = 'systolicMmHg' | 'diastolicMmHg';

const sessionStart = (readings: readonly Reading[], last: number, after: number): number => {
  let first = last;
  for (;;) {
    const before = lastIndexOf(readings, 'blood-pressure', first, after);
    const gapMs = measuredAtOf(readings, first) - measuredAtOf(readings, before);
    if (before < 0 || gapMs > sessionGapMs) return first;
    first = before;
  }
};

/** Folds the blood pressure sessions (neighbours ≤15 min apart) measured after `after`, newest first, by position. */
export const foldSessions = <T>(
  readings: readonly Reading[],
  after: number,
  initial: T,
  step: (sum: T, readings: readonly Reading[], first: number, last: number) => T,
): T => {
  let sum = initial;
  let last = lastIndexOf(readings, 'blood-pressure', readings.length, after);
  while (last >= 0) {
    const first = sessionStart(readings, last, after);
    sum = step(sum, readings, first, last);
    last = lastIndexOf(readings, 'blood-pressure', first, after);
  }
  return sum;
};

/** How many blood pressure readings lie from position `first` to `last`. */
export const sessionSize = (readings: readonly Reading[], first: number, last: number): number => {
  let size = 0;
  for (let i = first; i <= last; i++) if (readings[i]?.kind === 'blood-pressure') size++;
  return size;
};

/** The mean in mmHg of one session, which lies from position `first` to `last`. */
export const sessionMean = (
  readings: readonly Reading[],
  first: number,
  last: number,
  pressure: Pressure,
): number => {
  let sum = 0;
  for (let i = first; i <= last; i++) {
    const reading = readings[i];
    if (reading?.kind === 'blood-pressure') sum += reading[pressure];
  }
  return sum / sessionSize(readings, first, last);
};

const addSystolic = (sum: number, readings: readonly Reading[], first: number, last: number): number =>
  sum + sessionMean(readings, first, last, 'systolicMmHg');

const addDiastolic = (sum: number, readings: readonly Reading[], first: number, last: number): number =>
  sum + sessionMean(readings, first, last, 'diastolicMmHg');

const addOne = (count: number): number => count + 1;

export const countSessions = (readings: readonly Reading[], after: number): number =>
  foldSessions(readings, after, 0, addOne);

/** The sum in mmHg of the means of the sessions measured after `after`. */
export const sumOfMeans = (readings: readonly Reading[], after: number, pressure: Pressure): number =>
  foldSessions(readings, after, 0, pressure === 'systolicMmHg' ? addSystolic : addDiastolic);

/** On how many local days blood pressure was measured after `after`. */
export const countDays = (readings: readonly Reading[], after: number, timeZone: string): number => {
  let days = 0;
  let latest = Number.NaN;
  let i = lastIndexOf(readings, 'blood-pressure', readings.length, after);
  while (i >= 0) {
    const day = localDay(measuredAtOf(readings, i), timeZone);
    if (day !== latest) days++;
    latest = day;
    i = lastIndexOf(readings, 'blood-pressure', i, after);
  }
  return days;
};
