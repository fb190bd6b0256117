import type { AlertBody } from '../../contract/alerts.ts';
import type { PatientBody } from '../../contract/patients.ts';
import type { ReadingBody } from '../../contract/readings.ts';
import type { Severity } from '../../domain/alert.ts';
import type { Kind } from '../../domain/reading.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { type LimitLine, limitLines } from './limit-lines.ts';
import type { Intervention } from './marks.ts';
import { type MissedDay, missedDays } from './missed.ts';
import { type Session, sessionsOf } from './sessions.ts';
import type { Span } from './span.ts';
import { glucoseIn, type Units, weightIn } from './units.ts';

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
export type AlertSpan = Span & { readonly id: string; readonly severity: Severity };
/** Weights on a scale of their own, over another kind. */
export type Overlay = {
  readonly unit: string;
  readonly sessions: readonly Session[];
  readonly low: number;
  readonly high: number;
};
export type ChartModel = Span & {
  readonly kind: Kind;
  readonly unit: string;
  readonly timeZone: string;
  /** those in the span */
  readonly rows: readonly Row[];
  /** those before and after it too: lines run out of the picture */
  readonly sessions: readonly Session[];
  readonly baseline: Baseline | null;
  readonly missed: readonly MissedDay[];
  readonly limits: readonly LimitLine[];
  readonly spans: readonly AlertSpan[];
  readonly interventions: readonly Intervention[];
  readonly overlay: Overlay | null;
  /** weights are laid over one of the charts: all keep room for their scale, so that times stand in line */
  readonly hasRoom: boolean;
  readonly low: number;
  readonly high: number;
};

const unitOf = (kind: Kind, units: Units): string => {
  if (kind === 'blood-pressure') return 'mmHg';
  return kind === 'weight' ? units.weight : units.glucose;
};

const valuesOf = (reading: ReadingBody, units: Units): number[] => {
  const { kind, systolicMmHg, diastolicMmHg, weightKg, glucoseMgDl } = reading;
  if (kind === 'blood-pressure') return [systolicMmHg ?? Number.NaN, diastolicMmHg ?? Number.NaN];
  if (kind === 'weight') return [weightIn(weightKg ?? Number.NaN, units)];
  return typeof glucoseMgDl === 'number' ? [glucoseIn(glucoseMgDl, units)] : [];
};

const lookOf = (reading: ReadingBody): Look => {
  if (reading.suspect !== null) return 'suspect';
  return reading.mode === 'history' ? 'history' : 'good';
};

const rowsOf = (readings: readonly ReadingBody[], units: Units): Row[] =>
  readings.map(reading => ({
    reading,
    at: Date.parse(reading.measuredAt),
    look: lookOf(reading),
    values: valuesOf(reading, units),
    edge: reading.outOfRange ?? null,
  }));

const spansOf = (alerts: readonly AlertBody[], kind: Kind, { from, to }: Span): AlertSpan[] => {
  const byId = new Map(alerts.filter(alert => alert.concern === kind).map(alert => [alert.id, alert]));
  return [...byId.values()]
    .map(({ id, severity, startedAt, endedAt }) => ({
      id,
      severity,
      from: Date.parse(startedAt),
      to: endedAt ? Date.parse(endedAt) : to,
    }))
    .filter(span => span.to >= from && span.from <= to);
};

type Ends = Pick<ChartModel, 'low' | 'high'>;

const endsOf = (kind: Kind, values: readonly number[]): Ends => {
  const all = values.filter(Number.isFinite);
  const low = all.length > 0 ? Math.min(...all) : 0;
  const high = all.length > 0 ? Math.max(...all) : 1;
  const pad = Math.max((high - low) * (kind === 'glucose' ? 0.16 : 0.08), kind === 'weight' ? 0.5 : 0.1);
  return { low: low - pad, high: high + pad };
};

const within = <T extends { readonly at: number }>(all: readonly T[], { from, to }: Span): T[] =>
  all.filter(({ at }) => at >= from && at <= to);

const overlayOf = (weights: readonly ReadingBody[], units: Units, span: Span): Overlay | null => {
  const sessions = sessionsOf(rowsOf(weights, units), false);
  const shown = within(sessions, span).flatMap(session => session.values);
  return shown.length === 0 ? null : { unit: units.weight, sessions, ...endsOf('weight', shown) };
};

type Input = {
  readonly kind: Kind;
  readonly patient: PatientBody;
  /** also from before the span, for the baseline */
  readonly readings: readonly ReadingBody[];
  readonly weights?: readonly ReadingBody[] | null;
  readonly hasRoom?: boolean;
  readonly alerts: readonly AlertBody[];
  readonly interventions: readonly Intervention[];
  readonly units: Units;
  readonly span: Span;
  readonly now: number;
};

export const chartModel = (input: Input): ChartModel => {
  const { kind, patient, readings, weights = null, hasRoom = false } = input;
  const { alerts, interventions, units, span, now } = input;
  const all = rowsOf(readings, units);
  const rows = within(all, span);
  const sessions = sessionsOf(all, kind === 'blood-pressure');
  const baseline = baselineOf(sessions, patient, now);
  const limits = limitLines(kind, patient, units);
  const trusted = rows.filter(row => row.look !== 'suspect').flatMap(row => row.values);
  const seen = trusted.length > 0 ? trusted : rows.flatMap(row => row.values);
  return {
    ...{ kind, unit: unitOf(kind, units), timeZone: patient.timeZone, from: span.from, to: span.to },
    ...{ rows, sessions, baseline, limits, hasRoom },
    missed: missedDays(
      patient,
      kind,
      all.map(row => row.at),
      { from: span.from, to: Math.min(span.to, now) },
    ),
    spans: spansOf(alerts, kind, span),
    interventions: within(interventions, span),
    overlay: weights === null ? null : overlayOf(weights, units, span),
    ...endsOf(kind, [...seen, ...limits.map(limit => limit.value)]),
  };
};
