import { kgPerLb, mgDlPerMmolL, shown } from '../../domain/units.ts';
import { type Units, weightIn } from '../chart/units.ts';
import type { LimitName } from '../lead/rule-sets/limit-fields.ts';
import { limitWords } from '../strings/panel-charts.ts';

export type LimitValue = number | boolean | { readonly mgDl: number; readonly mmolL: number };

const ending = /(MmHg|PerMin|Kg)$/;

/** The unit in which whoever looks reads and types a limit. */
export const limitUnit = (name: LimitName, units: Units): string => {
  if (name.startsWith('glucose')) return units.glucose;
  const [end] = ending.exec(name) ?? [];
  if (end === 'MmHg') return 'mmHg';
  if (end === 'PerMin') return '/min';
  return end === 'Kg' ? units.weight : limitWords.days;
};

const isGlucose = (value: unknown): value is { mgDl: number; mmolL: number } =>
  typeof value === 'object' && value !== null && 'mgDl' in value && 'mmolL' in value;

/** A limit as it stands in its field: `160`, `8.9`, `4.4`; empty where it is no number. */
export const limitNumber = (name: LimitName, value: unknown, units: Units): string => {
  if (isGlucose(value)) return shown(units.glucose === 'mmol/L' ? value.mmolL : value.mgDl);
  if (typeof value !== 'number') return '';
  return shown(name.endsWith('Kg') ? weightIn(value, units) : value, 2);
};

/** `160 mmHg`. */
export const limitText = (name: LimitName, value: unknown, units: Units): string =>
  `${limitNumber(name, value, units)} ${limitUnit(name, units)}`;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const decimal = /^\d+(?:[.,]\d+)?$/;

/** What was typed, as the server takes it; null while it is no number. */
export const limitTyped = (name: LimitName, typed: string, units: Units): LimitValue | null => {
  if (!decimal.test(typed.trim())) return null;
  const value = Number(typed.trim().replace(',', '.'));
  if (name.startsWith('glucose')) {
    return units.glucose === 'mmol/L'
      ? { mgDl: Math.round(value * mgDlPerMmolL), mmolL: value }
      : { mgDl: value, mmolL: rounded(value / mgDlPerMmolL, 1) };
  }
  return name.endsWith('Kg') && units.weight === 'lb' ? rounded(value * kgPerLb, 3) : value;
};

/** Whether both are one limit; of a weight in pounds to what its field shows. */
export const isSameLimit = (name: LimitName, a: unknown, b: unknown, units: Units): boolean =>
  limitNumber(name, a, units) === limitNumber(name, b, units);

/** The name in a key `limits.<name>`; null for the key of a rule. */
export const limitOf = (key: string): LimitName | null => {
  const name = key.startsWith('limits.') ? key.slice('limits.'.length) : '';
  return Object.hasOwn(limitWords.names, name) ? (name as LimitName) : null;
};

/** What a key of an own setting is called. */
export const settingName = (key: string): string => {
  const name = limitOf(key);
  if (name !== null) return limitWords.names[name];
  const [, rule = '', what = ''] = key.split('.');
  return limitWords.ruleSetting(rule, what);
};

/** What an own setting says. */
export const settingText = (key: string, value: unknown, units: Units): string => {
  const name = limitOf(key);
  if (name !== null) return limitText(name, value, units);
  return limitWords.switches[String(value)] ?? String(value);
};
