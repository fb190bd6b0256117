import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';
import type { Kind, Reading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';

export type OfKind<K extends Kind> = Extract<Reading, { kind: K }>;

/** Convention: what was measured longer ago than this is no news. */
export const usualLatenessLimitMs = 72 * hourMs;

/** The look-back every snapshot holds: what rules read ends here, so a larger window changes no finding. */
export const lookBackMs = 8 * dayMs;

const isOf = <K extends Kind>(reading: Reading, kind: K): reading is OfKind<K> => reading.kind === kind;

/** Position of the last reading of a kind before position `before` and measured after `after`; -1 without one. */
export const lastIndexOf = (
  readings: readonly Reading[],
  kind: Kind,
  before: number = readings.length,
  after: number = Number.NEGATIVE_INFINITY,
): number => {
  for (let i = before - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= after) return -1;
    if (reading.kind === kind) return i;
  }
  return -1;
};

/** When the reading at a position was measured; NaN where there is none. */
export const measuredAtOf = (readings: readonly Reading[], position: number): number =>
  readings[position]?.measuredAt ?? Number.NaN;

const lastHold = <K extends Kind>(
  { readings, at, limits }: Snapshot,
  kind: K,
  count: number,
  holds: (reading: OfKind<K>, limits: Limits) => boolean,
): boolean => {
  let left = count;
  for (let i = readings.length - 1; i >= 0 && left > 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - lookBackMs) return false;
    if (!isOf(reading, kind)) continue;
    if (!holds(reading, limits)) return false;
    left--;
  }
  return left === 0;
};

/** `clear` when an alert stands and each of the last `count` readings of the kind, within 8 days, holds; else `unknown`. */
export const clearWhenLast = <K extends Kind>(
  snapshot: Snapshot,
  kind: K,
  count: number,
  holds: (reading: OfKind<K>, limits: Limits) => boolean,
): Finding => (snapshot.standing && lastHold(snapshot, kind, count, holds) ? clear : unknown);
