import type { Kind, Reading } from './reading.ts';

/** One patient's readings of one kind on one local day, for charts, baselines and trends. */
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

/** Where in days of one kind, oldest first, those from `day` on begin: looked for from the end, near which it mostly is. */
export const indexOfDay = (days: readonly DailyRollup[], day: number): number => {
  let index = days.length;
  while (index > 0 && (days[index - 1] as DailyRollup).day >= day) index -= 1;
  return index;
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

/** One day's rollup of its good readings, which are in measured order. */
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
