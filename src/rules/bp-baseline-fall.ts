import { bpShiftRule } from './bp-shift-rule.ts';

/** Systolic of 5 days at least 12 mmHg and 1.5 own spreads below the own median of the weeks before, and at most 112. */
export const bpBaselineFall = bpShiftRule({
  id: 'bp-baseline-fall',
  title: 'Blood pressure below own level',
  group: 'bp-low',
  steps: [
    'consider asking about dizziness, falls, poor intake, diarrhoea, a new or doubled medicine',
    'consider looking at weight and pulse together: fluid lost, or the heart failing',
    'consider asking the provider about diuretics and blood pressure medicines',
  ],
  source:
    'convention: robust shift against the own level; 12 mmHg and 1.5 spreads by measurement on simulated noise',
  sign: -1,
  levelMmHg: 112,
  leastChangeMmHg: 12,
  recentDays: 5,
});
