import type BetterSqlite3 from 'better-sqlite3';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { RiskScoreId, RiskTier } from '../domain/risk.ts';
import type { WrittenScore } from './save-scores.ts';

const keptMs = 400 * dayMs;

/**
 * Inside the writer's transaction: keeps a score that changed. Of one UTC day the last change is kept, and those that
 * moved the patient to another tier.
 */
export const keepHistory = (sqlite: BetterSqlite3.Database) => {
  const forget = sqlite.prepare<[string, string, number]>(
    'DELETE FROM risk_score_history WHERE patient_id = ? AND score_id = ? AND at >= ? AND tier IS NULL',
  );
  const insert = sqlite.prepare(
    `INSERT OR REPLACE INTO risk_score_history
       (patient_id, score_id, at, score_version, model_version, value, why, parts)
     VALUES (@patientId, @scoreId, @at, @scoreVersion, @modelVersion, @value, @why, @parts)`,
  );
  return (score: WrittenScore, at: number): void => {
    forget.run(score.patientId, score.scoreId, Math.floor(at / dayMs) * dayMs);
    insert.run({ ...score, at });
  };
};

export type TierMove = { readonly patientId: string; readonly tier: RiskTier };

/** Inside the writer's transaction: marks what changed at an instant and moved its patient to another tier. */
export const markMoves = (sqlite: BetterSqlite3.Database) => {
  const mark = sqlite.prepare<[RiskTier, string, RiskScoreId, number]>(
    'UPDATE risk_score_history SET tier = ? WHERE patient_id = ? AND score_id = ? AND at = ?',
  );
  return (moves: readonly TierMove[], scoreIds: readonly RiskScoreId[], at: number): void => {
    for (const { patientId, tier } of moves)
      for (const scoreId of scoreIds) mark.run(tier, patientId, scoreId, at);
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
  { readerSqlite }: Pick<Store, 'readerSqlite'>,
  scoreIds: readonly RiskScoreId[],
  at: number,
): ((firstId: string, lastId: string) => ValuesAsOf) => {
  const columns = ['id', ...scoreIds.map(bound)].join(', ');
  const range = readerSqlite
    .prepare<[object], [string, ...(number | null)[]]>(
      `SELECT ${columns} FROM patient WHERE id BETWEEN @first AND @last`,
    )
    .raw();
  const scores = Object.fromEntries(scoreIds.map((id, i) => [`score${i}`, id]));
  const none = scoreIds.map(() => null);
  return (first, last) => {
    const rows = range.all({ ...scores, at, first, last });
    const byId = new Map(rows.map(([id, ...values]) => [id, values]));
    return patientId => byId.get(patientId) ?? none;
  };
};

const rowsAtOnce = 5_000;

/** Drops history older than 400 days, but for what each score has been ever since. */
export const pruneHistory = async ({ sqlite, write }: Pick<Store, 'sqlite' | 'write'>, at: number) => {
  const drop = sqlite.prepare<[number, number]>(
    `DELETE FROM risk_score_history WHERE rowid IN (
       SELECT old.rowid FROM risk_score_history old WHERE old.at < ? AND EXISTS (
         SELECT 1 FROM risk_score_history newer WHERE newer.patient_id = old.patient_id
           AND newer.score_id = old.score_id AND newer.at > old.at)
       LIMIT ?)`,
  );
  for (;;) {
    const { changes } = await write(() => drop.run(at - keptMs, rowsAtOnce));
    if (changes < rowsAtOnce) return;
  }
};
