import { type DailyRollup, rollupOf } from '../domain/daily.ts';
import { localDay } from '../domain/local-day.ts';
import { inMeasuredOrder, type Kind, kinds, type Reading } from '../domain/reading.ts';
import type { Step } from '../evaluation/driver-intake.ts';

type Came = { readonly reading: Reading; readonly at: number };
type Day = { readonly came: readonly Came[]; readonly lastAt: number; readonly rollup: DailyRollup };

/** Good readings that are known to be the patient's, and since when each counts. */
const goodOf = (steps: readonly Step[]): readonly Came[] => {
  const good = new Map<string, Came>();
  for (const step of steps) {
    if (step.is !== 'turn') continue;
    const arrival = 'taken' in step.turn ? step.turn.given : step.turn;
    if (!arrival?.owned || arrival.reading.suspect !== null || good.has(arrival.reading.id)) continue;
    good.set(arrival.reading.id, { reading: arrival.reading, at: step.at });
  }
  return [...good.values()];
};

const rollupsFrom = (kind: Kind, day: number, came: readonly Came[]): DailyRollup =>
  rollupOf(kind, day, came.map(c => c.reading).sort(inMeasuredOrder));

/** A patient's rollups as they stood at any instant: what came late counts from when it came. */
export const rollupsOver = (steps: readonly Step[], timeZone: string) => {
  const good = Map.groupBy(goodOf(steps), c => c.reading.kind);
  const byKind = new Map<Kind, ReadonlyMap<number, Day>>();
  for (const [kind, came] of good) {
    const days = Map.groupBy(came, c => localDay(c.reading.measuredAt, timeZone));
    const whole = [...days].map(([day, its]): [number, Day] => [
      day,
      { came: its, lastAt: Math.max(...its.map(c => c.at)), rollup: rollupsFrom(kind, day, its) },
    ]);
    byKind.set(kind, new Map(whole));
  }
  const dayAt = (kind: Kind, day: number, at: number): DailyRollup | null => {
    const known = byKind.get(kind)?.get(day);
    if (!known) return null;
    if (known.lastAt < at) return known.rollup;
    const came = known.came.filter(c => c.at < at);
    return came.length === 0 ? null : rollupsFrom(kind, day, came);
  };
  return (fromDay: number, throughDay: number, at: number): Record<Kind, readonly DailyRollup[]> => {
    const of = (kind: Kind): DailyRollup[] => {
      const found: DailyRollup[] = [];
      for (let day = fromDay; day <= throughDay; day += 1) {
        const rollup = dayAt(kind, day, at);
        if (rollup) found.push(rollup);
      }
      return found;
    };
    return Object.fromEntries(kinds.map(kind => [kind, of(kind)])) as Record<Kind, DailyRollup[]>;
  };
};
