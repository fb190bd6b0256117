import type { Reading } from '../../domain/reading.ts';
import { inHistoryOrder } from './history.ts';
import { isSame } from './same-reading.ts';

/** Readings of one patient and kind, as two stores have them. */
export type Compared = {
  /** stored, and not in the time-series database */
  readonly missing: readonly Reading[];
  /** in both, and not the same; as stored */
  readonly different: readonly Reading[];
  /** in the time-series database, and not stored although it should be; or there twice */
  readonly extra: readonly Reading[];
};

/**
 * `prunedBefore`: what was measured before may be in the time-series database alone; null: nothing may. Pure.
 */
export const compare = (
  stored: readonly Reading[],
  there: readonly Reading[],
  prunedBefore: number | null,
): Compared => {
  const ours = new Map(stored.map(r => [r.id, r]));
  const theirs = new Map(there.map(r => [r.id, r]));
  const twice = there.filter(r => theirs.get(r.id) !== r);
  const inBoth = stored.flatMap(mine => {
    const its = theirs.get(mine.id);
    return its ? [{ mine, its }] : [];
  });
  return {
    missing: stored.filter(r => !theirs.has(r.id)),
    different: inBoth.filter(({ mine, its }) => !isSame(mine, its)).map(({ mine }) => mine),
    extra: [
      ...twice,
      ...[...theirs.values()].filter(r => !ours.has(r.id) && r.measuredAt >= (prunedBefore ?? 0)),
    ].sort(inHistoryOrder),
  };
};
