import type { ReadingBody } from '../../contract/readings.ts';
import { mgDlPerMmolL } from '../../domain/units.ts';
import { text } from '../strings.ts';
import type { Field, Values } from '../verbs/form-spec.ts';

type Name = keyof typeof text.values;

type Asked = { readonly name: Name; readonly required: boolean };

const asksMmol = ({ sent }: ReadingBody): boolean => sent.unit === 'mmol/L';

const asked = (reading: ReadingBody): readonly Asked[] => {
  if (reading.kind === 'weight') return [{ name: 'weightKg', required: true }];
  if (reading.kind === 'glucose') {
    return [{ name: asksMmol(reading) ? 'glucoseMmolL' : 'glucoseMgDl', required: true }];
  }
  return [
    { name: 'systolicMmHg', required: true },
    { name: 'diastolicMmHg', required: true },
    { name: 'pulsePerMin', required: false },
  ];
};

/** One number a value of the kind, in the unit that the device reported. */
export const correctionFields = (reading: ReadingBody): Field[] =>
  asked(reading).map(({ name, required }) => ({
    name,
    label: text.values[name],
    is: 'number',
    required,
    half: true,
  }));

const shownValue = (reading: ReadingBody, name: Name): string => {
  if (name === 'glucoseMmolL') return '';
  const value = reading[name];
  return typeof value === 'number' ? String(value) : '';
};

export const correctionStart = (reading: ReadingBody): Values =>
  Object.fromEntries(asked(reading).map(({ name }) => [name, shownValue(reading, name)]));

/** The values to send; null while one is missing. */
export const correctionValues = (reading: ReadingBody, values: Values): Record<string, number> | null => {
  const sent: Record<string, number> = {};
  for (const { name, required } of asked(reading)) {
    const typed = values[name]?.trim() ?? '';
    const number = Number(typed);
    if (typed === '' || !Number.isFinite(number)) {
      if (required) return null;
      continue;
    }
    if (name === 'glucoseMmolL') sent.glucoseMgDl = number * mgDlPerMmolL;
    else sent[name] = number;
  }
  return sent;
};
