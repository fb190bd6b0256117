import { type RiskScorer, unavailableScorer } from '../scorer.ts';

/** What the deterioration model is, whether or not its files can be loaded. */
export const described = {
  id: 'deterioration',
  version: 1,
  title: 'Deterioration',
  unit: 'log-odds',
  max: null,
  high: null,
  floor: 0,
  shadow: true,
  restsOn: 'readings',
  source:
    'additive model in TensorFlow.js over home readings, trained on simulated patients: no public data holds both home readings and outcomes. 0 is a stable patient. To be recalibrated on a site’s own outcomes before anybody relies on it. See its card',
  say: (value: number): string =>
    `deterioration score ${value.toFixed(2)} (log-odds beyond a stable patient)`,
} as const satisfies Partial<RiskScorer>;

export const unavailableDeterioration = (reason: string): RiskScorer =>
  unavailableScorer({ ...described, modelVersion: null }, reason);
