import type { DailyRollup } from '../domain/daily.ts';
import type { GlucoseLimit } from '../domain/limits.ts';
import { localDay } from '../domain/local-day.ts';
import type { Snapshot } from '../domain/rule.ts';
import { mgDlPerMmolL } from '../domain/units.ts';
import { exceeds, fallsBelow } from './compare.ts';

/** In mg/dL, as rollups are: no meter of either unit shows a value between a limit and its pair. */
const upperMgDl = ({ mgDl, mmolL }: GlucoseLimit): number => Math.max(mgDl, mmolL * mgDlPerMmolL);
const lowerMgDl = ({ mgDl, mmolL }: GlucoseLimit): number => Math.min(mgDl, mmolL * mgDlPerMmolL);

/** A day with a number above the limit, whichever unit the meter reported; HI is no number. */
export const dayAbove = ({ max }: DailyRollup, limit: GlucoseLimit): boolean =>
  max !== null && exceeds(max, upperMgDl(limit));

/** A day with a number below the limit, whichever unit the meter reported; LO is no number. */
export const dayBelow = ({ min }: DailyRollup, limit: GlucoseLimit): boolean =>
  min !== null && fallsBelow(min, lowerMgDl(limit));

/** Local days with a reading, from `from` to `to` days before the instant's own, both included. */
export const daysBefore = ({ days, at, patient }: Snapshot, from: number, to: number): DailyRollup[] => {
  const today = localDay(at, patient.timeZone);
  return days('glucose').filter(({ day }) => day >= today - from && day <= today - to);
};

/** A day's numbers in mg/dL: exact up to three readings; of more, those between the least and the greatest are taken at their mean. */
export const valuesOf = ({ readings, outOfRange, mean, min, max }: DailyRollup): number[] => {
  const count = readings - outOfRange;
  if (mean === null || min === null || max === null) return [];
  if (count <= 2) return count === 1 ? [mean] : [min, max];
  const between = (count * mean - min - max) / (count - 2);
  return [min, max, ...Array.from({ length: count - 2 }, () => between)];
};

/** Half a mg/dL of slack makes a limit in mg/dL fall right for a meter that shows mmol/L. */
const slackMgDl = 0.5;

/** How many readings of some days there were, and how many of them lay below, within and above a range in mg/dL; HI and LO lie outside. */
export const countInRange = (
  days: readonly DailyRollup[],
  leastMgDl: number,
  mostMgDl: number,
): { readonly readings: number; readonly below: number; readonly within: number } => {
  let readings = 0;
  let below = 0;
  let within = 0;
  for (const day of days) {
    readings += day.readings;
    for (const value of valuesOf(day)) {
      if (value < leastMgDl - slackMgDl) below++;
      else if (value <= mostMgDl + slackMgDl) within++;
    }
  }
  return { readings, below, within };
};
