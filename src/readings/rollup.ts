import { localDay } from '../domain/local-day.ts';
import type { Kind, Reading } from '../domain/reading.ts';

/** One patient's readings of one kind on one local day, for charts and trends beyond the hot window. */
export type DailyRollup = {
  readonly kind: Kind;
  readonly day: number;
  readonly readings: number;
  /** systolic mmHg, glucose mg/dL or weight kg; null when no reading was a number */
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly diastolicMean: number | null;
  readonly pulseMean: number | null;
  readonly outOfRange: number;
};

const mainValue = (reading: Reading): number | null => {
  switch (reading.kind) {
    case 'blood-pressure':
      return reading.systolicMmHg;
    case 'glucose':
      return reading.glucoseMgDl;
    case 'weight':
      return reading.weightKg;
  }
};

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;

const isNumber = (value: number | null): value is number => value !== null;

/** One day's rollup of its good readings. */
export const rollupOf = (kind: Kind, day: number, readings: readonly Reading[]): DailyRollup => {
  const values = readings.map(mainValue).filter(isNumber);
  const pressures = readings.filter(r => r.kind === 'blood-pressure');
  return {
    kind,
    day,
    readings: readings.length,
    mean: meanOf(values),
    min: values.length === 0 ? null : Math.min(...values),
    max: values.length === 0 ? null : Math.max(...values),
    diastolicMean: meanOf(pressures.map(r => r.diastolicMmHg)),
    pulseMean: meanOf(pressures.map(r => r.pulsePerMin).filter(isNumber)),
    outOfRange: readings.length - values.length,
  };
};

/** The rollups of every (kind, local day) that an arrival falls on, computed from all good readings of that day. */
export const rollupsTouchedBy = (
  arrivals: readonly Reading[],
  good: readonly Reading[],
  timeZone: string,
): DailyRollup[] => {
  const keyOf = (r: Reading) => `${r.kind} ${localDay(r.measuredAt, timeZone)}`;
  const days = new Map<string, Reading[]>();
  for (const arrival of arrivals) if (arrival.suspect === null) days.set(keyOf(arrival), []);
  if (days.size === 0) return [];
  for (const reading of good) days.get(keyOf(reading))?.push(reading);
  return [...days].flatMap(([, readings]) => {
    const [first] = readings;
    return first ? [rollupOf(first.kind, localDay(first.measuredAt, timeZone), readings)] : [];
  });
};
