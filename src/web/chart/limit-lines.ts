import type { PatientBody } from '../../contract/patients.ts';
import type { Kind } from '../../domain/reading.ts';
import { shown } from '../../domain/units.ts';
import { text } from '../strings.ts';
import { type Units, weightIn } from './units.ts';

export type LimitLine = {
  readonly label: string;
  readonly value: number;
  readonly of: 'diastolic' | 'other';
};

const systolic = [
  'severeSystolicMmHg',
  'meanSystolicMmHg',
  'lowSystolicMmHg',
  'veryLowSystolicMmHg',
] as const;
const diastolic = ['severeDiastolicMmHg', 'meanDiastolicMmHg'] as const;
const glucose = ['glucoseVeryHigh', 'glucoseHigh', 'glucoseLevel1Low', 'glucoseLevel2Low'] as const;

const line = (name: keyof typeof text.chart.limit, value: number, of: LimitLine['of']): LimitLine => ({
  label: `${text.chart.limit[name]} ${shown(value)}`,
  value,
  of,
});

/** The patient's own limits; weight limits are gains, so only the dry weight has a height. */
export const limitLines = (
  kind: Kind,
  patient: Pick<PatientBody, 'limits' | 'dryWeightKg'>,
  units: Units,
): LimitLine[] => {
  const { limits, dryWeightKg } = patient;
  if (kind === 'weight') {
    return dryWeightKg === null ? [] : [line('dryWeightKg', weightIn(dryWeightKg, units), 'other')];
  }
  if (kind === 'glucose') {
    const of = units.glucose === 'mmol/L' ? 'mmolL' : 'mgDl';
    return glucose.map(name => line(name, limits[name][of], 'other'));
  }
  return [
    ...systolic.map(name => line(name, limits[name], 'other')),
    ...diastolic.map(name => line(name, limits[name], 'diastolic')),
  ];
};
