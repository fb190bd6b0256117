import type { Preferences } from '../../contract/session.ts';
import { kgPerLb, mgDlPerMmolL, shown } from '../../domain/units.ts';

/** The units in which whoever looks wants to read glucose and weight. */
export type Units = Pick<Preferences, 'glucose' | 'weight'>;

/** Weights, also differences of weights, in the unit of whoever looks. */
export const weightIn = (kg: number, { weight }: Units): number => (weight === 'lb' ? kg / kgPerLb : kg);

export const glucoseIn = (mgDl: number, { glucose }: Units): number =>
  glucose === 'mmol/L' ? mgDl / mgDlPerMmolL : mgDl;

/** `80.8 kg`, `178.1 lb`. */
export const weightText = (kg: number, units: Units, digits = 1): string =>
  `${shown(weightIn(kg, units), digits)} ${units.weight}`;

/** `101 mg/dL`, `5.6 mmol/L`. */
export const glucoseText = (mgDl: number, units: Units): string =>
  `${shown(glucoseIn(mgDl, units), units.glucose === 'mmol/L' ? 1 : 0)} ${units.glucose}`;

const value = String.raw`([+−-]?\d+(?:\.\d+)?)`;
const unit = '(kg|lb|mg/dL|mmol/L)';
const alone = new RegExp(`^${value} ${unit}$`);
const within = new RegExp(`${value} ${unit}(?![A-Za-z/])`, 'g');

/** A value in the wanted unit; null where it stands in it already, or has no other. */
const converted = (number: string, from: string, units: Units): string | null => {
  const size = Number(number.replace(/[+−-]/, ''));
  const sign = /^[+−-]/.test(number) ? number.charAt(0) : '';
  if (from === 'kg' && units.weight === 'lb') return sign + weightText(size, units);
  if (from === 'lb' && units.weight === 'kg') return sign + weightText(size * kgPerLb, units);
  if (from === 'mg/dL' && units.glucose === 'mmol/L') return sign + glucoseText(size, units);
  if (from === 'mmol/L' && units.glucose === 'mg/dL') return sign + glucoseText(size * mgDlPerMmolL, units);
  return null;
};

/** A single value with its unit, as the server wrote it, in the wanted unit; anything else as it stands. */
export const inUnits = (text: string, units: Units): string => {
  const [, number = '', from = ''] = alone.exec(text) ?? [];
  return converted(number, from, units) ?? text;
};

/**
 * `2.3 kg is 5.1 lb` for each value of a sentence that stands in another unit than the wanted one. The sentence itself
 * is never rewritten: it is what the rule said, and not all of its numbers name their unit.
 */
export const equivalents = (sentence: string, units: Units): string[] => {
  const found = [...sentence.matchAll(within)].flatMap(([whole, number = '', from = '']) => {
    const other = converted(number, from, units);
    return other === null ? [] : [`${whole} is ${other}`];
  });
  return [...new Set(found)];
};
