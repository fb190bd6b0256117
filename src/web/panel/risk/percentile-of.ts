import type { PatientRiskBody } from '../../../contract/risk.ts';

type Place = Pick<PatientRiskBody, 'rankedBy' | 'percentile'> & {
  readonly ranking: Pick<NonNullable<PatientRiskBody['ranking']>, 'id' | 'parts'> | null;
};

/**
 * Where a patient stands in the panel by one score, 0–100; null where the panel is not ranked on it. In a blend each part
 * is that percentile over the number of parts.
 */
export const percentileOf = ({ rankedBy, percentile, ranking }: Place, scoreId: string): number | null => {
  if (ranking === null) return rankedBy === scoreId ? percentile : null;
  if (ranking.id !== 'blend') return null;
  const part = ranking.parts.find(({ id }) => id === scoreId);
  return part ? part.points * ranking.parts.length : null;
};
