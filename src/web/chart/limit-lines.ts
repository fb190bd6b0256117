import type { PatientBody } from '../../contract/patients.ts';
import type { Kind } from '../../domain/reading.ts';
import { shown } from '../../domain/units.ts';
import { text } from '../strings.ts';

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
export const limitLines = (kind: Kind, patient: PatientBody, unit: string): LimitLine[] => {
  const { limits, dryWeightKg } = patient;
  if (kind === 'weight') return dryWeightKg === null ? [] : [line('dryWeightKg', dryWeightKg, 'other')];
  if (kind === 'glucose') {
    return glucose.map(name => line(name, limits[name][unit === 'mmol/L' ? 'mmolL' : 'mgDl'], 'other'));
  }
  return [
    ...systolic.map(name => line(name, limits[name], 'other')),
    ...diastolic.map(name => line(name, limits[name], 'diastolic')),
  ];
};
