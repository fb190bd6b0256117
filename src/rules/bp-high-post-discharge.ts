import { reaches } from './compare.ts';
import { postDischargeRule } from './post-discharge-rule.ts';

const diastolicShare = 2 / 3;

/** Two sessions in a row ≥150/95 mmHg (15/10 above the limit of the mean) within 30 days of a discharge. */
export const bpHighPostDischarge = postDischargeRule({
  id: 'bp-high-post-discharge',
  title: 'High blood pressure soon after a discharge',
  group: 'bp-high',
  steps: [
    'consider going through the discharge medicines: was one left out, stopped or not filled?',
    'consider bringing the visit after the discharge forward',
  ],
  source: 'convention: ESH home 135/85 and 15/10 mmHg, two sessions, 30 days',
  tightenedBy: {
    byDefault: 15,
    what: 'how far above the limit of the mean a session must lie, systolic; diastolic two thirds of it',
    source: 'convention',
  },
  limitOf: ({ meanSystolicMmHg, meanDiastolicMmHg }, byMmHg) => ({
    systolicMmHg: meanSystolicMmHg + byMmHg,
    diastolicMmHg: meanDiastolicMmHg + diastolicShare * byMmHg,
  }),
  isBeyond: (session, limit) =>
    reaches(session.systolicMmHg, limit.systolicMmHg) ||
    (limit.diastolicMmHg !== null && reaches(session.diastolicMmHg, limit.diastolicMmHg)),
});
