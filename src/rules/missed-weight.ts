import { missedReadings } from './missed-readings.ts';

/** No weight for more whole local days than the program allows (2 by default). */
export const missedWeight = missedReadings({
  id: 'missed-weight',
  kind: 'weight',
  noun: 'weight',
  title: 'Missed weight readings',
});
