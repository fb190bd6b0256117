import { and, eq, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { RiskScoreId } from '../domain/risk.ts';
import type { Ranked } from './rank.ts';

type Deps = Pick<Store, 'db' | 't' | 'write'>;

export type Ranking = {
  readonly programId: string;
  readonly scoreId: RiskScoreId;
  readonly ranked: readonly Ranked[];
};

const rowsAtOnce = 250;

const isAsStored = async ({ db, t }: Deps, { programId, scoreId, ranked }: Ranking): Promise<boolean> => {
  const stored = await db.select().from(t.riskRank).where(eq(t.riskRank.programId, programId));
  const byPatient = new Map(stored.map(row => [row.patientId, row]));
  return (
    stored.length === ranked.length &&
    ranked.every(({ patientId, value, rank }) => {
      const row = byPatient.get(patientId);
      return row?.scoreId === scoreId && row.value === value && row.rank === rank;
    })
  );
};

const replaceRows = async (deps: Deps, { programId, scoreId, ranked }: Ranking, at: number) => {
  const { riskRank } = deps.t;
  await deps.db.delete(riskRank).where(eq(riskRank.programId, programId));
  for (let first = 0; first < ranked.length; first += rowsAtOnce) {
    const rows = ranked.slice(first, first + rowsAtOnce).map(({ aboveShare: _, ...place }) => ({
      ...place,
      programId,
      scoreId,
      rankedAt: at,
    }));
    await deps.db
      .insert(riskRank)
      .values(rows)
      // who came from another program has a row there
      .onConflictDoUpdate({
        target: riskRank.patientId,
        set: {
          programId: sql`excluded.program_id`,
          scoreId: sql`excluded.score_id`,
          value: sql`excluded.value`,
          rank: sql`excluded.rank`,
          outOf: sql`excluded.out_of`,
          tier: sql`excluded.tier`,
          rankedAt: sql`excluded.ranked_at`,
        },
      });
    // the writer is held until the ranking is whole, the loop is not
    await new Promise(setImmediate);
  }
};

const placeItems = async ({ db, t }: Deps, { programId, ranked }: Ranking): Promise<void> => {
  const shares = new Map(ranked.map(r => [r.patientId, r.aboveShare]));
  const items = await db
    .select({ id: t.worklistItem.id, patientId: t.worklistItem.patientId, risk: t.worklistItem.risk })
    .from(t.worklistItem)
    .innerJoin(t.patient, eq(t.patient.id, t.worklistItem.patientId))
    // literal, so that the index of open items serves it
    .where(and(eq(t.patient.programId, programId), sql`${t.worklistItem.state} <> 'closed'`));
  for (const { id, patientId, risk } of items) {
    const share = shares.get(patientId) ?? null;
    if (share !== risk) await db.update(t.worklistItem).set({ risk: share }).where(eq(t.worklistItem.id, id));
  }
};

/**
 * Keeps a program's ranking whole, in one transaction, and places its open items by it. True, with one event, when it
 * differs from the one before.
 */
export const saveRanking = (deps: Deps, ranking: Ranking, at: number): Promise<boolean> =>
  deps.write(async () => {
    const { db, t } = deps;
    const { programId, ranked } = ranking;
    const isSame = await isAsStored(deps, ranking);
    if (isSame && ranked.length === 0) return false;
    if (isSame) await db.update(t.riskRank).set({ rankedAt: at }).where(eq(t.riskRank.programId, programId));
    else await replaceRows(deps, ranking, at);
    await placeItems(deps, ranking);
    if (isSame) return false;
    await emit(deps, { at, kind: 'risk.changed', patientId: null, itemId: null, subjectId: programId });
    return true;
  });
