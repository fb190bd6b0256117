import { type DailyRollup, indexOfDay, rollupOf } from '../domain/daily.ts';
import { localDay } from '../domain/local-day.ts';
import type { Kind, Reading } from '../domain/reading.ts';
import { countUpTo } from './readings-window.ts';

/** How many local days before the day judged rules may look back on. */
export const daysBack = 35;

/** The first local day that lies after an instant as a whole. */
export const firstWholeDay = (at: number, timeZone: string): number => localDay(at, timeZone) + 1;

/** Rollups of a patient's days before a local day; asked for once, and only if a rule looks back. */
export type StoredDays = (beforeDay: number) => readonly DailyRollup[];

export const noStoredDays: StoredDays = () => [];

/** A patient's local days as they are known at an instant, from the readings in hand and, before those, from rollups. */
export type DaysKnown = {
  readonly of: (kind: Kind, at: number) => readonly DailyRollup[];
  /** a reading measured then came, or was taken away */
  readonly forget: (kind: Kind, measuredAt: number) => void;
};

/** Days that are over, up to `through`. */
type Over = { days: DailyRollup[]; through: number };

/**
 * `seen` are the good readings in hand, in measured order, and may grow and shrink as long as `forget` is told. It holds
 * every good one from `fromAt` on; of days that began before, `stored` tells.
 */
export const daysKnown = (
  seen: readonly Reading[],
  fromAt: number,
  timeZone: string,
  stored: StoredDays,
): DaysKnown => {
  const firstWhole = firstWholeDay(fromAt, timeZone);
  const over = new Map<Kind, Over>();
  let byKind: Map<Kind, DailyRollup[]> | null = null;

  const storedOf = (kind: Kind): DailyRollup[] => {
    byKind ??= Map.groupBy(stored(firstWhole), d => d.kind);
    return byKind.get(kind) ?? [];
  };

  /** Rollups of the readings among the first `count` that lie on days after `after`, oldest first. */
  const rollupsSince = (kind: Kind, after: number, count: number): DailyRollup[] => {
    const byDay: { readonly day: number; readonly readings: Reading[] }[] = [];
    for (let i = count - 1; i >= 0; i -= 1) {
      const reading = seen[i] as Reading;
      const day = localDay(reading.measuredAt, timeZone);
      if (day <= after) break;
      if (reading.kind !== kind) continue;
      const last = byDay.at(-1);
      if (last?.day === day) last.readings.push(reading);
      else byDay.push({ day, readings: [reading] });
    }
    return byDay.reverse().map(({ day, readings }) => rollupOf(kind, day, readings.reverse()));
  };

  const overBefore = (kind: Kind, today: number, count: number): readonly DailyRollup[] => {
    let known = over.get(kind);
    if (!known) {
      known = { days: [...storedOf(kind)], through: firstWhole - 1 };
      over.set(kind, known);
    }
    if (known.through >= today) return known.days.slice(0, indexOfDay(known.days, today));
    const since = rollupsSince(kind, known.through, count).filter(d => d.day < today);
    known.days.push(...since);
    known.through = Math.max(known.through, today - 1);
    return known.days;
  };

  const known = (kind: Kind, at: number): readonly DailyRollup[] => {
    const today = localDay(at, timeZone);
    const count = countUpTo(seen, at);
    const before = overBefore(kind, today, count);
    const now = rollupsSince(kind, Math.max(today, firstWhole) - 1, count);
    return [...before.slice(indexOfDay(before, today - daysBack)), ...now];
  };

  // several rules ask of one instant
  const last = new Map<Kind, { readonly at: number; readonly days: readonly DailyRollup[] }>();

  return {
    of: (kind, at) => {
      const asked = last.get(kind);
      if (asked?.at === at) return asked.days;
      const days = known(kind, at);
      last.set(kind, { at, days });
      return days;
    },
    forget: (kind, measuredAt) => {
      last.delete(kind);
      const past = over.get(kind);
      const day = localDay(measuredAt, timeZone);
      if (!past || past.through < day) return;
      past.days.length = indexOfDay(past.days, day);
      past.through = Math.max(firstWhole - 1, day - 1);
    },
  };
};
