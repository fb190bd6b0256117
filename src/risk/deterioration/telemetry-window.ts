import {
  meanIn,
  type OwnLevel,
  ownLevelOf,
  type Series,
  slopePerWeek,
  spreadIn,
  valuesIn,
} from './series.ts';
import type { TelemetryDay } from './telemetry.ts';

/** the last three whole days, and what came of today */
export const recentDays = 3;
export const baselineDays = 28;
/** days with a value from which on what is usual is known */
export const leastBaseline = 7;
/** what varies less is taken for rounding and few values. Convention, after CLINICAL's measured noise */
export const leastSpread = { weight: 0.3, systolic: 4, pulse: 3, glucose: 10 };
const variabilityDays = 10;

/** `baselineFrom`: the first day that tells what is usual */
export type Window = { readonly today: number; readonly baselineFrom: number };

export const recentOf = (series: Series, { today }: Window): number | null =>
  meanIn(series, today - recentDays, today + 1);

export const ownOf = (series: Series, { today, baselineFrom }: Window, least: number): OwnLevel | null =>
  ownLevelOf(valuesIn(series, baselineFrom, today - recentDays), leastBaseline, least);

export const shiftOf = (recent: number | null, own: OwnLevel | null): number | null =>
  recent === null || own === null ? null : (recent - own.centre) / own.spread;

export const variabilityOf = (series: Series, { today }: Window, own: OwnLevel | null): number | null => {
  const spread = spreadIn(valuesIn(series, today - variabilityDays, today + 1), 5);
  return spread === null || own === null ? null : spread / own.spread;
};

export const gainOf = (
  series: Series,
  recent: number | null,
  { today }: Window,
  days: number,
): number | null => {
  const before = meanIn(series, today - recentDays - days, today - days);
  return recent === null || before === null ? null : recent - before;
};

const leastSlope = (days: number) => (days === 7 ? 4 : 6);
export const slopeOf = (series: Series, { today }: Window, days: number): number | null =>
  slopePerWeek(series, today - days, today + 1, leastSlope(days));

export const extremeIn = (
  days: readonly TelemetryDay[],
  { today }: Window,
  read: (day: TelemetryDay) => number | null,
  isWorse: (a: number, b: number) => boolean,
): number | null => {
  let worst: number | null = null;
  for (const rollup of days) {
    const value = rollup.day >= today - recentDays && rollup.day <= today ? read(rollup) : null;
    if (value !== null && (worst === null || isWorse(value, worst))) worst = value;
  }
  return worst;
};
