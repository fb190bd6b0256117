import type { Episode } from '../alerts/episode.ts';
import { inMeasuredOrder, type Reading } from '../domain/reading.ts';
import type { Retraction } from '../readings/retractions.ts';
import { oldestTouchedBy } from './judge-without.ts';
import { type Arrival, arrivalOf, type Turn } from './turn.ts';

/** A patient's readings: those known to be the patient's, and those that may be. */
export type Stored = { readonly owned: readonly Reading[]; readonly unowned: readonly Reading[] };

export type Stream = {
  /** in measured order */
  readonly before: readonly Reading[];
  readonly unownedBefore: readonly Reading[];
  /** in order of arrival */
  readonly turns: Turn[];
};

/** Where what stands began, as far as a decision may reach into it. */
export const beginningsOf = (
  episodes: ReadonlyMap<string, readonly Episode[]>,
  decisions: readonly Retraction[],
): number[] => {
  if (decisions.length === 0) return [];
  const oldestAt = Math.min(...decisions.map(oldestTouchedBy));
  return [...episodes.values()].flat().flatMap(e => (e.startedAt >= oldestAt ? [e.startedAt] : []));
};

/** Those stored now, and those that a decision not yet judged has taken away meanwhile. */
const everKnown = ({ owned, unowned }: Stored, decisions: readonly Retraction[]): Stored => {
  const taken = decisions.flatMap(d => d.taken ?? []);
  const and = (stored: readonly Reading[], isOwned: boolean) => {
    const gone = taken.filter(a => a.owned === isOwned).map(a => a.reading);
    return gone.length === 0 ? stored : [...stored, ...gone].sort(inMeasuredOrder);
  };
  return { owned: and(owned, true), unowned: and(unowned, false) };
};

const turnsOf = (came: readonly Arrival[], decisions: readonly Retraction[]): Turn[] => {
  if (decisions.length === 0) return [...came];
  const byArrival = new Map<number, Arrival>(came.map(a => [a.reading.arrival, a]));
  const decided = new Set(decisions.map(d => d.arrival));
  return [
    ...came.filter(a => !decided.has(a.reading.arrival)),
    ...decisions.map(d => ({ ...d, given: byArrival.get(d.arrival) ?? null })),
  ];
};

/**
 * A patient's readings as they came, with people's decisions in their place: a decision means the same whether or
 * not what came before it was judged first.
 */
export const withDecisions = (
  stored: Stored,
  decisions: readonly Retraction[],
  judgedArrival: number,
): Stream => {
  const { owned, unowned } = everKnown(stored, decisions);
  const wasJudged = ({ arrival }: Reading): boolean => arrival <= judgedArrival;
  const came = [
    ...owned.filter(r => !wasJudged(r)).map(reading => ({ reading, owned: true })),
    ...unowned.filter(r => !wasJudged(r)).map(reading => ({ reading, owned: false })),
  ];
  return {
    before: owned.filter(wasJudged),
    unownedBefore: unowned.filter(wasJudged).sort(inMeasuredOrder),
    turns: turnsOf(came, decisions).sort((a, b) => arrivalOf(a) - arrivalOf(b)),
  };
};
