import { type DailyRollup, indexOfDay } from '../domain/daily.ts';
import { localDay } from '../domain/local-day.ts';
import { baselineStartsAt } from '../domain/patient.ts';
import type { Kind } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { type Baseline, baselineOf, trimmedMean } from './robust.ts';

/** Of one local day, a value to look back on; null where there was none. */
export type DayValue = (day: DailyRollup) => number | null;

export const systolicOf: DayValue = day => day.mean;
export const diastolicOf: DayValue = day => day.diastolicMean;
export const pulseOf: DayValue = day => day.pulseMean;

type PartedDays = { readonly recent: readonly DailyRollup[]; readonly before: readonly DailyRollup[] };

/** The days of a kind since the last hospital stay: the last `recentDays`, today among them, and those before. */
export const partDays = ({ at, patient, days }: Snapshot, kind: Kind, recentDays: number): PartedDays => {
  const today = localDay(at, patient.timeZone);
  const start = baselineStartsAt(patient, at);
  const first = start === Number.NEGATIVE_INFINITY ? start : localDay(start, patient.timeZone);
  const known = days(kind);
  const from = indexOfDay(known, first);
  const parting = Math.max(from, indexOfDay(known, today - recentDays + 1));
  return { recent: known.slice(parting), before: known.slice(from, parting) };
};

export const valuesOf = (days: readonly DailyRollup[], pick: DayValue): number[] => {
  const values: number[] = [];
  for (const day of days) {
    const value = pick(day);
    if (value !== null) values.push(value);
  }
  return values;
};

export type ShiftParams = {
  readonly recentDays: number;
  readonly leastRecentDays: number;
  readonly leastOwnDays: number;
  /** in the unit of the values */
  readonly leastSpread: number;
};

/** A person's level of late against the own level before, in the unit of the values. */
export type Shift = {
  readonly recent: number;
  readonly own: Baseline;
  readonly days: readonly DailyRollup[];
};

/** Robust mean of the last days against median and scaled MAD of up to four weeks before; null where too few days tell. */
export const shiftOf = (
  snapshot: Snapshot,
  kind: Kind,
  pick: DayValue,
  { recentDays, leastRecentDays, leastOwnDays, leastSpread }: ShiftParams,
): Shift | null => {
  const { recent, before } = partDays(snapshot, kind, recentDays);
  const late = valuesOf(recent, pick);
  if (late.length < leastRecentDays) return null;
  const own = valuesOf(before, pick);
  if (own.length < leastOwnDays) return null;
  return { recent: trimmedMean(late), own: baselineOf(own, leastSpread), days: [...before, ...recent] };
};
