import type { Store } from '../db/open.ts';
import type { Sql } from '../db/statements.ts';
import { dayMs } from '../domain/local-day.ts';
import type { RiskScoreId, RiskTier } from '../domain/risk.ts';
import type { WrittenScore } from './save-scores.ts';

const keptMs = 400 * dayMs;

/**
 * Inside the writer's transaction: keeps a score that changed. Of one UTC day the last change is kept, and those that
 * moved the patient to another tier.
 */
export const keepHistory = (sql: Sql) => {
  const forget = sql.prepare<[string, string, number]>(
    'DELETE FROM risk_score_history WHERE patient_id = ? AND score_id = ? AND at >= ? AND tier IS NULL',
  );
  const insert = sql.prepare(
    `INSERT INTO risk_score_history
       (patient_id, score_id, at, score_version, model_version, value, why, parts)
     VALUES (@patientId, @scoreId, @at, @scoreVersion, @modelVersion, @value, @why, @parts)
     ON CONFLICT (patient_id, score_id, at) DO UPDATE SET score_version = excluded.score_version,
       model_version = excluded.model_version, value = excluded.value, why = excluded.why, parts = excluded.parts,
       tier = NULL`,
  );
  return (score: WrittenScore, at: number, { isFirst }: { readonly isFirst: boolean }) => [
    ...(isFirst ? [] : [forget.run(score.patientId, score.scoreId, Math.floor(at / dayMs) * dayMs)]),
    insert.run({ ...score, at }),
  ];
};

export type TierMove = { readonly patientId: string; readonly tier: RiskTier };

/** Inside the writer's transaction: marks what changed at an instant and moved its patient to another tier. */
export const markMoves = (sql: Sql) => {
  const mark = sql.prepare<[RiskTier, string, RiskScoreId, number]>(
    'UPDATE risk_score_history SET tier = ? WHERE patient_id = ? AND score_id = ? AND at = ?',
  );
  return async (moves: readonly TierMove[], scoreIds: readonly RiskScoreId[], at: number): Promise<void> => {
    await Promise.all(
      moves.flatMap(({ patientId, tier }) => scoreIds.map(scoreId => mark.run(tier, patientId, scoreId, at))),
    );
  };
};

/** Values of scores as they were at an instant, in the order of the scores. */
export type ValuesAsOf = (patientId: string) => readonly (number | null)[];

const bound = (_: unknown, i: number): string => `(SELECT value FROM risk_score_history
  WHERE patient_id = patient.id AND score_id = @score${i} AND at <= @at ORDER BY at DESC LIMIT 1)`;

/**
 * Reads what some scores of all patients between two ids were at an instant; null where one did not apply then, or
 * nothing is known of then.
 */
export const valuesAsOf = (
  { readerSql }: Pick<Store, 'readerSql'>,
  scoreIds: readonly RiskScoreId[],
  at: number,
): ((firstId: string, lastId: string) => Promise<ValuesAsOf>) => {
  const columns = ['id', ...scoreIds.map(bound)].join(', ');
  const range = readerSql
    .prepare<[object], [string, ...(number | null)[]]>(
      `SELECT ${columns} FROM patient WHERE id BETWEEN @first AND @last`,
    )
    .raw();
  const scores = Object.fromEntries(scoreIds.map((id, i) => [`score${i}`, id]));
  const none = scoreIds.map(() => null);
  return async (first, last) => {
    const rows = await range.all({ ...scores, at, first, last });
    const byId = new Map(rows.map(([id, ...values]) => [id, values]));
    return patientId => byId.get(patientId) ?? none;
  };
};

const rowsAtOnce = 5_000;

/** Drops history older than 400 days, but for what each score has been ever since. */
export const pruneHistory = async ({ sql, write }: Pick<Store, 'sql' | 'write'>, at: number) => {
  const drop = sql.prepare<[number, number]>(
    `DELETE FROM risk_score_history WHERE (patient_id, score_id, at) IN (
       SELECT old.patient_id, old.score_id, old.at FROM risk_score_history old WHERE old.at < ? AND EXISTS (
         SELECT 1 FROM risk_score_history newer WHERE newer.patient_id = old.patient_id
           AND newer.score_id = old.score_id AND newer.at > old.at)
       LIMIT ?)`,
  );
  for (;;) {
    const dropped = await write(() => drop.run(at - keptMs, rowsAtOnce));
    if (dropped < rowsAtOnce) return;
  }
};
