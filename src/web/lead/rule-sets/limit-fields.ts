import type { LimitsBody } from '../../../contract/programs.ts';
import { mgDlPerMmolL } from '../../../domain/units.ts';
import type { leadWords } from '../../strings/lead.ts';

export type LimitName = keyof LimitsBody;
export type GlucoseUnit = 'mg/dL' | 'mmol/L';

type Field = { readonly name: LimitName; readonly unit: string; readonly step: number };
type Group = { readonly id: keyof typeof leadWords.ruleSets.groups; readonly fields: readonly Field[] };

const all = (unit: string, step: number, names: readonly LimitName[]): Field[] =>
  names.map(name => ({ name, unit, step }));

/** The limits in the order of the form. */
export const limitGroups: readonly Group[] = [
  {
    id: 'pressure',
    fields: all('mmHg', 1, [
      'severeSystolicMmHg',
      'severeDiastolicMmHg',
      'severeClearSystolicMmHg',
      'severeClearDiastolicMmHg',
      'meanSystolicMmHg',
      'meanDiastolicMmHg',
      'lowSystolicMmHg',
      'veryLowSystolicMmHg',
      'lowClearSystolicMmHg',
    ]),
  },
  {
    id: 'pulse',
    fields: all('/min', 1, [
      'highPulsePerMin',
      'veryHighPulsePerMin',
      'highClearPulsePerMin',
      'lowPulsePerMin',
      'veryLowPulsePerMin',
      'lowClearPulsePerMin',
    ]),
  },
  {
    id: 'glucose',
    fields: all('', 1, [
      'glucoseHigh',
      'glucoseVeryHigh',
      'glucoseLevel1Low',
      'glucoseLevel2Low',
      'glucoseLowClear',
    ]),
  },
  {
    id: 'weight',
    fields: [
      ...all('kg', 0.01, [
        'weightGain1DayKg',
        'weightGain3DaysKg',
        'weightGain7DaysKg',
        'weightAboveDryKg',
        'weightLossKg',
      ]),
      ...all('mmHg', 1, ['weightLossSystolicMmHg']),
    ],
  },
  { id: 'missed', fields: all('days', 1, ['missedDays']) },
];

type Limit = LimitsBody[LimitName];

/** The number that stands in a limit's field. */
export const numberOf = (limit: Limit, unit: GlucoseUnit): number => {
  if (typeof limit === 'number') return limit;
  return unit === 'mg/dL' ? limit.mgDl : limit.mmolL;
};

const inBoth = (value: number, unit: GlucoseUnit): { mgDl: number; mmolL: number } =>
  unit === 'mg/dL'
    ? { mgDl: value, mmolL: Math.round((10 * value) / mgDlPerMmolL) / 10 }
    : { mgDl: Math.round(value * mgDlPerMmolL), mmolL: value };

/** What was typed, by limit; null: emptied. Fields that were not touched are absent. */
export type Typed = Readonly<Partial<Record<LimitName, number | null>>>;

/** The limits that differ from those in force, as the route takes them; null while one is empty. */
export const changesOf = (
  current: LimitsBody,
  typed: Typed,
  unit: GlucoseUnit,
): Partial<LimitsBody> | null => {
  const entries = Object.entries(typed) as [LimitName, number | null][];
  if (entries.some(([, value]) => value === null)) return null;
  const changed = entries.filter(([name, value]) => value !== numberOf(current[name], unit));
  return Object.fromEntries(
    changed.map(([name, value]) => [
      name,
      typeof current[name] === 'number' ? value : inBoth(value ?? 0, unit),
    ]),
  ) as Partial<LimitsBody>;
};
