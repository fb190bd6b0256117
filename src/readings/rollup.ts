import { type DailyRollup, rollupOf } from '../domain/daily.ts';
import { localDay } from '../domain/local-day.ts';
import type { Reading } from '../domain/reading.ts';

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
