import type { BloodPressure, Glucose, NewReading } from '../domain/reading.ts';
import { defaultLimits as limits } from '../rules/limits.ts';

const pressure = ({ systolicMmHg, diastolicMmHg, pulsePerMin }: BloodPressure): boolean =>
  systolicMmHg >= limits.severeSystolicMmHg ||
  diastolicMmHg >= limits.severeDiastolicMmHg ||
  systolicMmHg < limits.veryLowSystolicMmHg ||
  (pulsePerMin !== null &&
    (pulsePerMin < limits.veryLowPulsePerMin || pulsePerMin > limits.veryHighPulsePerMin));

const glucose = ({ glucoseMgDl, outOfRange }: Glucose): boolean =>
  outOfRange !== null ||
  (glucoseMgDl !== null &&
    (glucoseMgDl < limits.glucoseLevel2Low.mgDl || glucoseMgDl >= limits.glucoseVeryHigh.mgDl));

/**
 * Whether a reading may be critical, by the limits as they ship: who has one is judged before others who wait. An order,
 * no judgement: the rules decide, by the patient's own limits, and who is not first is judged in turn. Pure.
 */
export const comesFirst = (reading: NewReading): boolean => {
  if (reading.mode !== 'live' || reading.suspect !== null) return false;
  switch (reading.kind) {
    case 'blood-pressure':
      return pressure(reading);
    case 'glucose':
      return glucose(reading);
    case 'weight':
      return false;
  }
};
