import { bpShiftRule } from './bp-shift-rule.ts';

/** Systolic of 7 days at least 12 mmHg and 1.5 own spreads above the own median of the weeks before, and at least 130. */
export const bpBaselineShift = bpShiftRule({
  id: 'bp-baseline-shift',
  title: 'Blood pressure above own level',
  group: 'bp-high',
  steps: [
    'consider asking what changed: a medicine stopped or not refilled, pain relief, salt, illness',
    'consider checking that the cuff is the same and nobody else used it',
    'consider telling the provider before the level settles there',
  ],
  source:
    'convention: robust shift against the own level; 12 mmHg and 1.5 spreads by measurement on simulated noise',
  sign: 1,
  levelMmHg: 130,
  leastChangeMmHg: 12,
  recentDays: 7,
});
