import type { Store } from '../db/open.ts';
import type { RiskScoreId } from '../domain/risk.ts';
import type { RiskScorer } from './scorer.ts';

/** What a score was when it last applied; null where it never did. */
export type LastKnown = (
  patientId: string,
  scorer: RiskScorer,
) => Promise<null | {
  /** null where it was computed in another way: such values cannot be compared */
  readonly value: number | null;
}>;

type Row = readonly [value: number, scoreVersion: number, modelVersion: string | null];

export const lastKnown = ({ readerSql }: Pick<Store, 'readerSql'>): LastKnown => {
  const find = readerSql
    .prepare<[string, RiskScoreId], Row>(
      `SELECT value, score_version, model_version FROM risk_score_history
       WHERE patient_id = ? AND score_id = ? AND value IS NOT NULL ORDER BY at DESC LIMIT 1`,
    )
    .raw();
  return async (patientId, { id, version, modelVersion }) => {
    const row = await find.get(patientId, id);
    if (!row) return null;
    const [value, scoreVersion, ofModel] = row;
    return { value: scoreVersion === version && ofModel === modelVersion ? value : null };
  };
};
