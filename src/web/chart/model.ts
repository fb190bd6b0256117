import type { AlertBody } from '../../contract/alerts.ts';
import type { PatientBody } from '../../contract/patients.ts';
import type { ReadingBody } from '../../contract/readings.ts';
import type { Severity } from '../../domain/alert.ts';
import { dayMs } from '../../domain/local-day.ts';
import type { Kind } from '../../domain/reading.ts';
import { mgDlPerMmolL } from '../../domain/units.ts';
import { type LimitLine, limitLines } from './limit-lines.ts';

export type Look = 'good' | 'history' | 'suspect';
export type Row = {
  readonly reading: ReadingBody;
  readonly at: number;
  readonly look: Look;
  /** one value a series */
  readonly values: readonly number[];
  /** the meter was out of its range: drawn at the edge, never as a number */
  readonly edge: 'HI' | 'LO' | null;
};
export type AlertSpan = { readonly severity: Severity; readonly from: number; readonly to: number };
export type ChartModel = {
  readonly kind: Kind;
  readonly unit: string;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
  readonly rows: readonly Row[];
  readonly limits: readonly LimitLine[];
  readonly spans: readonly AlertSpan[];
  readonly low: number;
  readonly high: number;
};

const gapMs = 3 * dayMs;

/** Glucose is shown in the unit of the patient's meter, as its limits are compared. */
const unitOf = (kind: Kind, readings: readonly ReadingBody[]): string => {
  if (kind === 'blood-pressure') return 'mmHg';
  if (kind === 'weight') return 'kg';
  return readings.at(-1)?.sent.unit === 'mmol/L' ? 'mmol/L' : 'mg/dL';
};

const valuesOf = (reading: ReadingBody, unit: string): number[] => {
  const { kind, systolicMmHg, diastolicMmHg, weightKg, glucoseMgDl } = reading;
  const perUnit = unit === 'mmol/L' ? mgDlPerMmolL : 1;
  if (kind === 'blood-pressure') return [systolicMmHg ?? Number.NaN, diastolicMmHg ?? Number.NaN];
  if (kind === 'weight') return [weightKg ?? Number.NaN];
  return typeof glucoseMgDl === 'number' ? [glucoseMgDl / perUnit] : [];
};

const lookOf = (reading: ReadingBody): Look => {
  if (reading.suspect !== null) return 'suspect';
  return reading.mode === 'history' ? 'history' : 'good';
};

const spansOf = (alerts: readonly AlertBody[], kind: Kind, from: number, to: number): AlertSpan[] => {
  const byId = new Map(alerts.filter(alert => alert.concern === kind).map(alert => [alert.id, alert]));
  return [...byId.values()]
    .map(({ severity, startedAt, endedAt }) => ({
      severity,
      from: Date.parse(startedAt),
      to: endedAt ? Date.parse(endedAt) : to,
    }))
    .filter(span => span.to >= from && span.from <= to);
};

type Input = {
  readonly kind: Kind;
  readonly patient: PatientBody;
  readonly readings: readonly ReadingBody[];
  readonly alerts: readonly AlertBody[];
  readonly from: number;
  readonly to: number;
};

export const chartModel = ({ kind, patient, readings, alerts, from, to }: Input): ChartModel => {
  const unit = unitOf(kind, readings);
  const rows = readings.map(reading => ({
    reading,
    at: Date.parse(reading.measuredAt),
    look: lookOf(reading),
    values: valuesOf(reading, unit),
    edge: reading.outOfRange ?? null,
  }));
  const limits = limitLines(kind, patient, unit);
  const trusted = rows.filter(row => row.look !== 'suspect').flatMap(row => row.values);
  const seen = trusted.length > 0 ? trusted : rows.flatMap(row => row.values);
  const all = [...seen, ...limits.map(limit => limit.value)].filter(Number.isFinite);
  const low = all.length > 0 ? Math.min(...all) : 0;
  const high = all.length > 0 ? Math.max(...all) : 1;
  const pad = Math.max((high - low) * (kind === 'glucose' ? 0.16 : 0.08), kind === 'weight' ? 0.5 : 0.1);
  const spans = spansOf(alerts, kind, from, to);
  const { timeZone } = patient;
  return { kind, unit, timeZone, from, to, rows, limits, spans, low: low - pad, high: high + pad };
};

type Column = (number | null)[];

/** uPlot's columns of trusted values; a row of nulls stands in every gap of more than three days. */
export const lineColumns = (model: ChartModel): [number[], ...Column[]] => {
  const seriesCount = model.kind === 'blood-pressure' ? 2 : 1;
  const times: number[] = [];
  const columns: Column[] = Array.from({ length: seriesCount }, () => []);
  let last: number | null = null;
  for (const row of model.rows) {
    if (row.look === 'suspect' || row.values.length === 0) continue;
    if (last !== null && row.at - last > gapMs) {
      times.push((last + row.at) / 2000);
      for (const column of columns) column.push(null);
    }
    times.push(row.at / 1000);
    for (const [index, column] of columns.entries()) column.push(row.values[index] ?? null);
    last = row.at;
  }
  return [times, ...columns];
};
