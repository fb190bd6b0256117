import { weightGain } from './weight-gain.ts';

/** At least 2.27 kg (5 lb) above the lightest of the 7 local days before. */
export const weightGain7Days = weightGain({
  id: 'weight-gain-7-days',
  title: 'Weight gain in 7 days',
  source: 'US practice: 5 lb (2.27 kg) in a week; clearing below half: convention',
  days: 7,
  limit: 'weightGain7DaysKg',
  fires: 'at-limit',
  startsEnabled: false,
});
