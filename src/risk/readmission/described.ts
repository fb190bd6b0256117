import { type RiskScorer, unavailableScorer } from '../scorer.ts';

/** What the readmission model is, whether or not its files can be loaded. */
export const described = {
  id: 'readmission-30d',
  version: 1,
  title: 'Readmission within 30 days',
  unit: 'log-odds',
  max: null,
  high: null,
  floor: null,
  shadow: false,
  restsOn: 'stays',
  source:
    'additive model in TensorFlow.js, trained on 10 years of inpatient encounters of people with diabetes in 130 US hospitals (Strack 2014); no probability is told before a site has recalibrated it. See its card',
  say: (value: number): string => `readmission score ${value.toFixed(2)} (log-odds)`,
} as const satisfies Partial<RiskScorer>;

export const unavailableReadmission = (reason: string): RiskScorer =>
  unavailableScorer({ ...described, modelVersion: null }, reason);
