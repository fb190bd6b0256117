import { fallsBelow } from './compare.ts';
import { postDischargeRule } from './post-discharge-rule.ts';

/** Two sessions in a row with systolic below 95 mmHg (5 above the low limit) within 30 days of a discharge. */
export const bpLowPostDischarge = postDischargeRule({
  id: 'bp-low-post-discharge',
  title: 'Low blood pressure soon after a discharge',
  group: 'bp-low',
  steps: [
    'consider asking about dizziness, falls, intake and weight',
    'consider going through the discharge medicines: is an old one taken beside a new one?',
    'consider asking the provider about diuretics and blood pressure medicines',
  ],
  source: 'convention: BEAT-HF 90 mmHg and 5 more, two sessions, 30 days',
  tightenedBy: {
    byDefault: 5,
    what: 'how far above the low limit it still counts, systolic',
    source: 'convention',
  },
  limitOf: ({ lowSystolicMmHg }, byMmHg) => ({ systolicMmHg: lowSystolicMmHg + byMmHg, diastolicMmHg: null }),
  isBeyond: (session, limit) => fallsBelow(session.systolicMmHg, limit.systolicMmHg),
});
