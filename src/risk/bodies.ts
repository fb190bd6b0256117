import type { RiskScoreBody } from '../contract/risk.ts';
import type { Store } from '../db/open.ts';
import type { RiskScorer } from './scorer.ts';

export type ScoreRow = Store['t']['riskScore']['$inferSelect'];

/** A score as it is told, with what its scorer says of itself. */
export const riskScoreBody = (row: ScoreRow, { title, max, high, source }: RiskScorer): RiskScoreBody => ({
  id: row.scoreId,
  version: row.scoreVersion,
  title,
  applicable: row.value !== null,
  why: row.why,
  value: row.value,
  max,
  high,
  parts: [...row.parts],
  source,
  scoredAt: new Date(row.scoredAt).toISOString(),
});
