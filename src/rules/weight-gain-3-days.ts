import { weightGain } from './weight-gain.ts';

/** More than 2 kg above the lightest of the 3 local days before (ESC). */
export const weightGain3Days = weightGain({
  id: 'weight-gain-3-days',
  title: 'Weight gain in 3 days',
  source: 'ESC: more than 2 kg in 3 days; clearing below half: convention',
  days: 3,
  limit: 'weightGain3DaysKg',
  fires: 'above-limit',
  startsEnabled: true,
});
