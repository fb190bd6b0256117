import type { Reading } from '../../domain/reading.ts';
import type { ReadingRow } from '../locate-reading.ts';

const noValues = {
  systolicMmHg: null,
  diastolicMmHg: null,
  pulsePerMin: null,
  glucoseMgDl: null,
  outOfRange: null,
  meal: null,
  weightKg: null,
};

/** A reading as the columns of its row. */
export const rowOf = (reading: Reading): ReadingRow => {
  const { sent, flags, ...rest } = reading;
  const row = { ...noValues, ...rest, flags: [...flags] };
  return { ...row, sentUnit: sent.unit, sentValues: { ...sent.values } };
};
