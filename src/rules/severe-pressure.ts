import type { Limits } from '../domain/limits.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import { shown } from '../domain/units.ts';
import { reaches } from './compare.ts';
import { pressureText, spanText } from './evidence.ts';

export type SevereLimits = Pick<Limits, 'severeSystolicMmHg' | 'severeDiastolicMmHg'>;

const systolicSevere = (reading: BloodPressureReading, limits: SevereLimits): boolean =>
  reaches(reading.systolicMmHg, limits.severeSystolicMmHg);

const diastolicSevere = (reading: BloodPressureReading, limits: SevereLimits): boolean =>
  reaches(reading.diastolicMmHg, limits.severeDiastolicMmHg);

/** Systolic or diastolic at or above the severe limit, mmHg (AHA: 180/120). */
export const isSevere = (reading: BloodPressureReading, limits: SevereLimits): boolean =>
  systolicSevere(reading, limits) || diastolicSevere(reading, limits);

type Part = { readonly what: string; readonly limit: string };

/** What of a severe reading is severe, in mmHg, and the limit it reached. */
export const severePart = (reading: BloodPressureReading, limits: SevereLimits): Part => {
  const { systolicMmHg, diastolicMmHg } = reading;
  const both = systolicSevere(reading, limits) && diastolicSevere(reading, limits);
  if (both)
    return {
      what: `blood pressure ${pressureText(systolicMmHg, diastolicMmHg)} mmHg`,
      limit: pressureText(limits.severeSystolicMmHg, limits.severeDiastolicMmHg),
    };
  return systolicSevere(reading, limits)
    ? { what: `systolic ${shown(systolicMmHg)} mmHg`, limit: shown(limits.severeSystolicMmHg) }
    : { what: `diastolic ${shown(diastolicMmHg)} mmHg`, limit: shown(limits.severeDiastolicMmHg) };
};

/** `systolic 184 mmHg; limit 180`. */
export const severeText = (reading: BloodPressureReading, limits: SevereLimits): string => {
  const { what, limit } = severePart(reading, limits);
  return `${what}; limit ${limit}`;
};

const valuesText = (first: string, second: string): string =>
  first === second ? first : `${first} and ${second}`;

const pairPart = (first: BloodPressureReading, second: BloodPressureReading, limits: SevereLimits): Part => {
  if (systolicSevere(first, limits) && systolicSevere(second, limits))
    return {
      what: `systolic ${valuesText(shown(first.systolicMmHg), shown(second.systolicMmHg))}`,
      limit: shown(limits.severeSystolicMmHg),
    };
  if (diastolicSevere(first, limits) && diastolicSevere(second, limits))
    return {
      what: `diastolic ${valuesText(shown(first.diastolicMmHg), shown(second.diastolicMmHg))}`,
      limit: shown(limits.severeDiastolicMmHg),
    };
  const [a, b] = [first, second].map(({ systolicMmHg, diastolicMmHg }) =>
    pressureText(systolicMmHg, diastolicMmHg),
  );
  return {
    what: `blood pressure ${a} and ${b}`,
    limit: pressureText(limits.severeSystolicMmHg, limits.severeDiastolicMmHg),
  };
};

/** `systolic 184 mmHg on two readings 6 min apart; limit 180`, of two severe readings. */
export const severePairText = (
  first: BloodPressureReading,
  second: BloodPressureReading,
  limits: SevereLimits,
): string => {
  const { what, limit } = pairPart(first, second, limits);
  const apart = spanText(second.measuredAt - first.measuredAt);
  return `${what} mmHg on two readings ${apart} apart; limit ${limit}`;
};
