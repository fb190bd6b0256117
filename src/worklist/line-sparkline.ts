import type { LimitBody, Measure, SparklineBody } from '../contract/worklist-why.ts';
import type { Limits } from '../domain/limits.ts';
import { isoDay } from '../domain/local-day.ts';
import type { Kind } from '../domain/reading.ts';
import { glucoseIn, measuresOf } from './line-measure.ts';
import type { Row } from './rows.ts';

export const sparklineDays = 14;

export type DayRow = Pick<
  Row<'dailyRollup'>,
  'patientId' | 'kind' | 'day' | 'mean' | 'diastolicMean' | 'pulseMean'
>;

const units: Readonly<Record<Measure, string>> = {
  systolic: 'mmHg',
  diastolic: 'mmHg',
  pulse: '/min',
  glucose: 'mg/dL',
  weight: 'kg',
};

const meanOf = (day: DayRow, measure: Measure): number | null => {
  if (measure === 'diastolic') return day.diastolicMean;
  return measure === 'pulse' ? day.pulseMean : day.mean;
};

/** The limits between which a measure should stay, as they are in force for the patient: lower ones first. */
const limitsFor = (measure: Measure, unit: string, of: Limits, dryWeightKg: number | null): LimitBody[] => {
  const limit = (what: string, value: number) => ({ what, value, unit });
  const glucose = ({ mgDl, mmolL }: Limits['glucoseHigh']) => (unit === 'mmol/L' ? mmolL : mgDl);
  switch (measure) {
    case 'systolic':
      return [limit('low below', of.lowSystolicMmHg), limit('severe at or above', of.severeSystolicMmHg)];
    case 'diastolic':
      return [limit('severe at or above', of.severeDiastolicMmHg)];
    case 'pulse':
      return [limit('low below', of.lowPulsePerMin), limit('high above', of.highPulsePerMin)];
    case 'glucose':
      return [limit('low below', glucose(of.glucoseLevel1Low)), limit('high above', glucose(of.glucoseHigh))];
    case 'weight':
      if (dryWeightKg === null) return [];
      return [
        limit('dry weight', dryWeightKg),
        limit('above the dry weight', Math.round(10 * (dryWeightKg + of.weightAboveDryKg)) / 10),
      ];
  }
};

const shownAs = (value: number, measure: Measure, unit: string): number => {
  if (measure === 'glucose') return glucoseIn(value, unit);
  return measure === 'weight' ? Math.round(10 * value) / 10 : Math.round(value);
};

export type Drawn = {
  readonly kind: Kind;
  /** by default the kind's main one */
  readonly measure?: Measure | undefined;
  /** in which glucose is told */
  readonly unit?: string | undefined;
  readonly today: number;
  readonly days: readonly DayRow[];
  /** undefined: not known for the program */
  readonly limits: Limits | undefined;
  readonly dryWeightKg: number | null;
};

/** The means of 14 local days up to today, with gaps where nothing came. Pure. */
export const sparklineOf = (drawn: Drawn): SparklineBody => {
  const { kind, today, days, limits, dryWeightKg } = drawn;
  const measure = drawn.measure ?? measuresOf[kind][0];
  const unit = measure === 'glucose' ? (drawn.unit ?? 'mg/dL') : units[measure];
  const byDay = new Map(days.filter(day => day.kind === kind).map(day => [day.day, day]));
  const firstDay = today - sparklineDays + 1;
  const values = Array.from({ length: sparklineDays }, (_, i) => {
    const day = byDay.get(firstDay + i);
    const mean = day ? meanOf(day, measure) : null;
    return mean === null ? null : shownAs(mean, measure, unit);
  });
  return {
    kind,
    measure,
    unit,
    firstDay: isoDay(firstDay),
    values,
    limits: limits ? limitsFor(measure, unit, limits, dryWeightKg) : [],
  };
};
