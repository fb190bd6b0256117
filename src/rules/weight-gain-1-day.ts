import { weightGain } from './weight-gain.ts';

/** At least 1.36 kg (3 lb) more than on the local day before. */
export const weightGain1Day = weightGain({
  id: 'weight-gain-1-day',
  title: 'Weight gain in 1 day',
  source: 'US practice: 3 lb (1.36 kg) in a day; clearing below half: convention',
  days: 1,
  limit: 'weightGain1DayKg',
  fires: 'at-limit',
  startsEnabled: false,
});
