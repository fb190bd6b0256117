import { missedReadings } from './missed-readings.ts';

/** No blood pressure for more whole local days than the program allows (2 by default). */
export const missedBloodPressure = missedReadings({
  id: 'missed-blood-pressure',
  kind: 'blood-pressure',
  noun: 'blood pressure',
  title: 'Missed blood pressure readings',
});
