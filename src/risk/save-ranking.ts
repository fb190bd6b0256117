import type BetterSqlite3 from 'better-sqlite3';
import { and, eq, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { RankBy, RiskScoreId, RiskTier } from '../domain/risk.ts';
import type { Ranked } from './rank.ts';
import { markMoves } from './score-history.ts';

type Deps = Pick<Store, 'db' | 't' | 'sqlite' | 'write'>;

export type Ranking = {
  readonly programId: string;
  readonly by: RankBy;
  /** the scores that it rests on */
  readonly scoreIds: readonly RiskScoreId[];
  readonly ranked: readonly Ranked[];
  /** by how much each one's percentile rose in 7 days */
  readonly rises: ReadonlyMap<string, number>;
  /** why a patient's value is the one that was last known */
  readonly stale: ReadonlyMap<string, string>;
};

type Row = {
  readonly patientId: string;
  readonly programId: string;
  readonly scoreId: RankBy;
  readonly value: number;
  readonly percentile: number | null;
  readonly rise: number | null;
  readonly parts: string | null;
  readonly rank: number;
  readonly outOf: number;
  readonly tier: RiskTier;
  readonly stale: string | null;
};

const rowOf = ({ programId, by, rises, stale }: Ranking, place: Ranked): Row => {
  const { patientId, value, rank, outOf, tier } = place;
  return {
    patientId,
    programId,
    scoreId: by,
    value,
    percentile: 100 * place.aboveShare,
    rise: rises.get(patientId) ?? null,
    parts: place.parts === null ? null : JSON.stringify(place.parts),
    rank,
    outOf,
    tier,
    stale: stale.get(patientId) ?? null,
  };
};

const fields = ['scoreId', 'value', 'percentile', 'rise', 'parts', 'rank', 'outOf', 'tier', 'stale'] as const;
const isSame = (a: Row, b: Row): boolean => fields.every(field => a[field] === b[field]);

const rankingRows = (sqlite: BetterSqlite3.Database) => ({
  of: sqlite.prepare<[string], Row>(
    `SELECT patient_id AS patientId, program_id AS programId, score_id AS scoreId, value, percentile, rise, parts,
       rank, out_of AS outOf, tier, stale FROM risk_rank WHERE program_id = ?`,
  ),
  drop: sqlite.prepare<[string, string]>('DELETE FROM risk_rank WHERE patient_id = ? AND program_id = ?'),
  // who came from another program has a row there
  put: sqlite.prepare(
    `INSERT OR REPLACE INTO risk_rank
       (patient_id, program_id, score_id, value, percentile, rise, parts, rank, out_of, tier, stale, ranked_at)
     VALUES (@patientId, @programId, @scoreId, @value, @percentile, @rise, @parts, @rank, @outOf, @tier, @stale, @at)`,
  ),
});

const rowsAtOnce = 1_000;

const putRows = async (deps: Deps, rows: readonly Row[], at: number): Promise<void> => {
  const { put } = rankingRows(deps.sqlite);
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    for (const row of rows.slice(first, first + rowsAtOnce)) put.run({ ...row, at });
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
 * Keeps a program's ranking whole, in one transaction, and places its open items by it; what is as stored is not
 * written. True, with one event, when it differs from the one before.
 */
export const saveRanking = (deps: Deps, ranking: Ranking, at: number): Promise<boolean> =>
  deps.write(async () => {
    const { db, t, sqlite } = deps;
    const { programId, ranked } = ranking;
    const { of, drop } = rankingRows(sqlite);
    const stored = new Map(of.all(programId).map(row => [row.patientId, row]));
    const rows = ranked.map(place => rowOf(ranking, place));
    const changed = rows.filter(row => {
      const before = stored.get(row.patientId);
      return !before || !isSame(before, row);
    });
    const moves = changed.filter(row => (stored.get(row.patientId)?.tier ?? 'rest') !== row.tier);
    for (const { patientId } of rows) stored.delete(patientId);
    for (const patientId of stored.keys()) drop.run(patientId, programId);
    await putRows(deps, changed, at);
    markMoves(sqlite)(moves, ranking.scoreIds, at);
    await db.update(t.program).set({ riskScoredAt: at }).where(eq(t.program.id, programId));
    await placeItems(deps, ranking);
    if (changed.length === 0 && stored.size === 0) return false;
    await emit(deps, { at, kind: 'risk.changed', patientId: null, itemId: null, subjectId: programId });
    return true;
  });
