import type { GlucoseLimit } from '../domain/limits.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import { type GlucoseUnit, mgDlPerMmolL, shown } from '../domain/units.ts';
import { exceeds, fallsBelow, reaches } from './compare.ts';

const unitOf = (reading: GlucoseReading): GlucoseUnit =>
  reading.sent.unit === 'mmol/L' && (reading.shown !== null || reading.glucoseMgDl === null)
    ? 'mmol/L'
    : 'mg/dL';

const numberOf = (reading: GlucoseReading): number | null => {
  if (reading.outOfRange) return null;
  return unitOf(reading) === 'mmol/L' ? reading.shown : reading.glucoseMgDl;
};

const limitOf = (reading: GlucoseReading, limit: GlucoseLimit): number =>
  unitOf(reading) === 'mmol/L' ? limit.mmolL : limit.mgDl;

/** A number below the limit, compared in the unit the meter reported; HI and LO are no numbers. */
export const glucoseBelow = (reading: GlucoseReading, limit: GlucoseLimit): boolean => {
  const value = numberOf(reading);
  return value !== null && fallsBelow(value, limitOf(reading, limit));
};

/** A number at or above the limit, compared in the unit the meter reported; HI and LO are no numbers. */
export const glucoseAtLeast = (reading: GlucoseReading, limit: GlucoseLimit): boolean => {
  const value = numberOf(reading);
  return value !== null && reaches(value, limitOf(reading, limit));
};

/** A number above the limit, compared in the unit the meter reported; HI and LO are no numbers. */
export const glucoseAbove = (reading: GlucoseReading, limit: GlucoseLimit): boolean => {
  const value = numberOf(reading);
  return value !== null && exceeds(value, limitOf(reading, limit));
};

/** A number at or below the limit, compared in the unit the meter reported; HI and LO are no numbers. */
export const glucoseAtMost = (reading: GlucoseReading, limit: GlucoseLimit): boolean => {
  const value = numberOf(reading);
  return value !== null && !exceeds(value, limitOf(reading, limit));
};

/** Below the limit in the meter's unit, or LO. */
export const lowOrLo = (reading: GlucoseReading, limit: GlucoseLimit): boolean =>
  reading.outOfRange === 'LO' || glucoseBelow(reading, limit);

/** Above the limit in the meter's unit, or HI. */
export const highOrHi = (reading: GlucoseReading, limit: GlucoseLimit): boolean =>
  reading.outOfRange === 'HI' || glucoseAbove(reading, limit);

/** `52 mg/dL`, `2.9 mmol/L`, `HI`, `LO`. */
export const glucoseText = (reading: GlucoseReading): string => {
  const value = numberOf(reading);
  return value === null ? (reading.outOfRange ?? 'no value') : `${shown(value, 2)} ${unitOf(reading)}`;
};

/** `70 mg/dL` or `3.9 mmol/L`, as the reading's meter would show the limit. */
export const glucoseLimitText = (reading: GlucoseReading, limit: GlucoseLimit): string =>
  `${shown(limitOf(reading, limit))} ${unitOf(reading)}`;

/** The limit under its name with the unit that the reading was compared in. */
export const glucoseLimitUsed = (
  reading: GlucoseReading,
  name: string,
  limit: GlucoseLimit,
): Readonly<Record<string, number>> => ({
  [name + (unitOf(reading) === 'mmol/L' ? 'MmolL' : 'MgDl')]: limitOf(reading, limit),
});

/** A mean or another number computed in mg/dL, as the reading's meter would show it: `192 mg/dL`, `10.7 mmol/L`. */
export const glucoseMeanText = (reading: GlucoseReading, mgDl: number): string =>
  unitOf(reading) === 'mmol/L' ? `${shown(mgDl / mgDlPerMmolL)} mmol/L` : `${shown(mgDl, 0)} mg/dL`;
