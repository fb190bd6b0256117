import type { RiskScoreId } from '../domain/risk.ts';
import type { RiskScorer } from './scorer.ts';
import { admissions } from './scores/admissions.ts';
import { charlson } from './scores/charlson.ts';
import { hospital } from './scores/hospital.ts';
import { lace } from './scores/lace.ts';

/** Every score that ships, in the order in which they are shown. */
export const scorers: readonly RiskScorer[] = [admissions, lace, hospital, charlson];

const byId = new Map(scorers.map(scorer => [scorer.id, scorer]));

export const scorerOf = (id: RiskScoreId): RiskScorer => {
  const scorer = byId.get(id);
  if (!scorer) throw new Error(`there is no scorer ${id}`);
  return scorer;
};
