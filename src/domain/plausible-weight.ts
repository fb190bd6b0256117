import type { Reading } from './reading.ts';

/** CLINICAL: plausible weights of a person, in kg. */
export const plausibleWeightKg = { low: 20, high: 300 } as const;

/** A weight that is plausible for a person, but was kept back as hardly this person's, or not in this unit. */
export const isDoubtedWeight = (reading: Reading): boolean =>
  reading.kind === 'weight' &&
  reading.suspect !== null &&
  reading.weightKg >= plausibleWeightKg.low &&
  reading.weightKg <= plausibleWeightKg.high;

/** How the reason ends for which a weigh-in was kept back as too far above the last: it may be fluid. */
export const fluidQuestion = 'fluid, another person, or something on the scale?';

/** A weight that was kept back, but may be a gain that matters. */
export const isDoubtedGain = (reading: Reading): boolean =>
  isDoubtedWeight(reading) && reading.suspect?.endsWith(fluidQuestion) === true;
