import type { DailyRollup } from '../domain/daily.ts';
import type { Snapshot } from '../domain/rule.ts';
import { diastolicOf, partDays, systolicOf, valuesOf } from './level-shift.ts';
import { median } from './robust.ts';
import type { Pressures } from './sessions.ts';

/** A person's own pressure before the last days, and the days it was taken from; null where too few days tell. */
export type OwnPressure = { readonly level: Pressures | null; readonly days: readonly DailyRollup[] };

export const notKnown: OwnPressure = { level: null, days: [] };

/** Medians of the days before the last `recentDays`, since the last hospital stay. */
export const ownPressureOf = (snapshot: Snapshot, recentDays: number, leastOwnDays: number): OwnPressure => {
  const { before } = partDays(snapshot, 'blood-pressure', recentDays);
  if (before.length < leastOwnDays) return { level: null, days: before };
  const systolicMmHg = median(valuesOf(before, systolicOf));
  return {
    level: { systolicMmHg, diastolicMmHg: median(valuesOf(before, diastolicOf)) },
    days: before,
  };
};
