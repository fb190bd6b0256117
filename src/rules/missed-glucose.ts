import { missedReadings } from './missed-readings.ts';

/** No glucose for more whole local days than the program allows (2 by default). */
export const missedGlucose = missedReadings({
  id: 'missed-glucose',
  kind: 'glucose',
  noun: 'glucose',
  title: 'Missed glucose readings',
});
