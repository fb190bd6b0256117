import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { isOpenItem } from '../db/partial.ts';
import type { Sql } from '../db/statements.ts';
import type { RankBy, RiskScoreId, RiskTier } from '../domain/risk.ts';
import type { Ranked } from './rank.ts';
import { markMoves } from './score-history.ts';

type Deps = Pick<Store, 'db' | 't' | 'sql' | 'write'>;

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

const fields = ['scoreId', 'value', 'percentile', 'rise', 'rank', 'outOf', 'tier', 'stale'] as const;
/** A store may write JSON in another way than it was given. */
const isSameJson = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && isDeepStrictEqual(JSON.parse(a), JSON.parse(b)));
const isSame = (a: Row, b: Row): boolean =>
  fields.every(field => a[field] === b[field]) && isSameJson(a.parts, b.parts);

const rankingRows = (sql: Sql) => ({
  of: sql.prepare<[string], Row>(
    `SELECT patient_id AS "patientId", program_id AS "programId", score_id AS "scoreId", value, percentile, rise, parts,
       rank, out_of AS "outOf", tier, stale FROM risk_rank WHERE program_id = ?`,
  ),
  drop: sql.prepare<[string, string]>('DELETE FROM risk_rank WHERE patient_id = ? AND program_id = ?'),
  // who came from another program has a row there
  put: sql.prepare(
    `INSERT INTO risk_rank
       (patient_id, program_id, score_id, value, percentile, rise, parts, rank, out_of, tier, stale, ranked_at)
     VALUES (@patientId, @programId, @scoreId, @value, @percentile, @rise, @parts, @rank, @outOf, @tier, @stale, @at)
     ON CONFLICT (patient_id) DO UPDATE SET program_id = excluded.program_id, score_id = excluded.score_id,
       value = excluded.value, percentile = excluded.percentile, rise = excluded.rise, parts = excluded.parts,
       rank = excluded.rank, out_of = excluded.out_of, tier = excluded.tier, stale = excluded.stale,
       ranked_at = excluded.ranked_at`,
  ),
});

const rowsAtOnce = 1_000;

const putRows = async (deps: Deps, rows: readonly Row[], at: number): Promise<void> => {
  const { put } = rankingRows(deps.sql);
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    await Promise.all(rows.slice(first, first + rowsAtOnce).map(row => put.run({ ...row, at })));
    // the writer is held until the ranking is whole, the loop is not
    await new Promise(setImmediate);
  }
};

const placeItems = async (
  { db, t, sql: statements }: Deps,
  { programId, ranked }: Ranking,
): Promise<void> => {
  const place = statements.prepare<[number | null, string]>('UPDATE worklist_item SET risk = ? WHERE id = ?');
  const shares = new Map(ranked.map(r => [r.patientId, r.aboveShare]));
  const items = await db
    .select({ id: t.worklistItem.id, patientId: t.worklistItem.patientId, risk: t.worklistItem.risk })
    .from(t.worklistItem)
    .innerJoin(t.patient, eq(t.patient.id, t.worklistItem.patientId))
    .where(and(eq(t.patient.programId, programId), isOpenItem(t.worklistItem)));
  await Promise.all(
    items.flatMap(({ id, patientId, risk }) => {
      const share = shares.get(patientId) ?? null;
      return share === risk ? [] : [place.run(share, id)];
    }),
  );
};

/**
 * Keeps a program's ranking whole, in one transaction, and places its open items by it; what is as stored is not
 * written. True, with one event, when it differs from the one before.
 */
export const saveRanking = (deps: Deps, ranking: Ranking, at: number): Promise<boolean> =>
  deps.write(async () => {
    const { db, t, sql: statements } = deps;
    const { programId, ranked } = ranking;
    const { of, drop } = rankingRows(statements);
    const stored = new Map((await of.all(programId)).map(row => [row.patientId, row]));
    const rows = ranked.map(place => rowOf(ranking, place));
    const changed = rows.filter(row => {
      const before = stored.get(row.patientId);
      return !before || !isSame(before, row);
    });
    const moves = changed.filter(row => (stored.get(row.patientId)?.tier ?? 'rest') !== row.tier);
    for (const { patientId } of rows) stored.delete(patientId);
    await Promise.all([...stored.keys()].map(patientId => drop.run(patientId, programId)));
    await putRows(deps, changed, at);
    await markMoves(statements)(moves, ranking.scoreIds, at);
    await db.update(t.program).set({ riskScoredAt: at }).where(eq(t.program.id, programId));
    await placeItems(deps, ranking);
    if (changed.length === 0 && stored.size === 0) return false;
    await emit(deps, { at, kind: 'risk.changed', patientId: null, itemId: null, subjectId: programId });
    return true;
  });
