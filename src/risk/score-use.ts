import { asc, lte } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { RiskScoreId } from '../domain/risk.ts';
import type { RiskScorer } from './scorer.ts';

type UseRow = Store['t']['riskScoreUse']['$inferSelect'];
type Use = Omit<UseRow, 'scoreId' | 'at'>;

const computationOf = ({ version, modelVersion, unavailable }: RiskScorer): Use => ({
  scoreVersion: version,
  modelVersion,
  unavailable,
});

const isSame = (a: Use, b: Use): boolean =>
  a.scoreVersion === b.scoreVersion && a.modelVersion === b.modelVersion && a.unavailable === b.unavailable;

const loadUses = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  at: number,
): Promise<ReadonlyMap<RiskScoreId, UseRow>> => {
  const rows = await reader
    .select()
    .from(t.riskScoreUse)
    .where(lte(t.riskScoreUse.at, at))
    .orderBy(asc(t.riskScoreUse.at));
  return new Map(rows.map(row => [row.scoreId, row]));
};

/** Whether a score was computed at an instant as it is now, so that its values of then and of now can be compared. */
export const comparableSince = async (
  deps: Pick<Store, 'reader' | 't'>,
  at: number,
): Promise<(scorer: RiskScorer) => boolean> => {
  const uses = await loadUses(deps, at);
  return scorer => {
    const then = uses.get(scorer.id);
    return scorer.unavailable === null && then !== undefined && isSame(then, computationOf(scorer));
  };
};

/** Keeps from when on each score is computed as it is now. */
export const noteUses = async (
  { reader, db, t, write }: Store,
  scorers: readonly RiskScorer[],
  at: number,
): Promise<void> => {
  const uses = await loadUses({ reader, t }, at);
  const changed = scorers.filter(scorer => {
    const before = uses.get(scorer.id);
    return before === undefined || !isSame(before, computationOf(scorer));
  });
  if (changed.length === 0) return;
  const rows = changed.map(scorer => ({ scoreId: scorer.id, at, ...computationOf(scorer) }));
  await write(async () => {
    for (const row of rows) {
      const { scoreId: _, at: __, ...use } = row;
      const { scoreId, at: since } = t.riskScoreUse;
      await db
        .insert(t.riskScoreUse)
        .values(row)
        .onConflictDoUpdate({ target: [scoreId, since], set: use });
    }
  });
};
