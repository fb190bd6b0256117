import type { RiskPart, RiskScore } from '../../src/domain/risk.ts';
import { eachAlone, published, type RiskScorer, unavailableScorer } from '../../src/risk/scorer.ts';

/** A model that gives each patient what the test says, by site id; null and others: not applicable. */
export const model = (
  id: 'readmission-30d' | 'deterioration',
  score: RiskScorer['score'] = () => ({ applicable: false, why: 'not told' }),
): RiskScorer => {
  const isReadmission = id === 'readmission-30d';
  return {
    ...published,
    id,
    version: 1,
    modelVersion: '1.0.0',
    title: isReadmission ? 'Readmission within 30 days' : 'Deterioration',
    unit: 'log-odds',
    max: null,
    high: null,
    floor: isReadmission ? null : 0,
    shadow: !isReadmission,
    restsOn: isReadmission ? 'stays' : 'readings',
    source: 'a model of the tests',
    say: value => `${id} at ${value}`,
    ...eachAlone(score),
  };
};

export const broken = (id: 'readmission-30d' | 'deterioration'): RiskScorer =>
  unavailableScorer(model(id), 'its files are not there');

/** A score of one part. */
export const of = (points: number, more: Partial<RiskPart> = {}): RiskScore => ({
  applicable: true,
  value: points,
  parts: [{ id: 'only', label: 'only part', points, ...more }],
});
