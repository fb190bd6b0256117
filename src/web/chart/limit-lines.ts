import type { PatientBody } from '../../api/schemas.ts';
import type { Kind } from '../../domain/reading.ts';
import { shown } from '../../domain/units.ts';
import { text } from '../strings.ts';

export type LimitLine = { readonly label: string; readonly value: number; readonly side: 'left' | 'right' };

const systolic = [
  'severeSystolicMmHg',
  'meanSystolicMmHg',
  'lowSystolicMmHg',
  'veryLowSystolicMmHg',
] as const;
const diastolic = ['severeDiastolicMmHg', 'meanDiastolicMmHg'] as const;
const glucose = ['glucoseVeryHigh', 'glucoseHigh', 'glucoseLevel1Low', 'glucoseLevel2Low'] as const;

const line = (name: keyof typeof text.chart.limit, value: number, side: LimitLine['side']): LimitLine => ({
  label: `${text.chart.limit[name]} ${shown(value)}`,
  value,
  side,
});

/** The patient's own limits; weight limits are gains, so only the dry weight has a height. */
export const limitLines = (kind: Kind, patient: PatientBody, unit: string): LimitLine[] => {
  const { limits, dryWeightKg } = patient;
  if (kind === 'weight') return dryWeightKg === null ? [] : [line('dryWeightKg', dryWeightKg, 'right')];
  if (kind === 'glucose') {
    return glucose.map(name => line(name, limits[name][unit === 'mmol/L' ? 'mmolL' : 'mgDl'], 'right'));
  }
  return [
    ...systolic.map(name => line(name, limits[name], 'right')),
    ...diastolic.map(name => line(name, limits[name], 'left')),
  ];
};
