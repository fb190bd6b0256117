import { dayMs, localDay } from '../../../src/domain/local-day.ts';
import type { PatientContext } from '../../../src/domain/patient.ts';
import type { Kind } from '../../../src/domain/reading.ts';
import type { Telemetry, TelemetryDay } from '../../../src/risk/deterioration/telemetry.ts';
import { patient } from '../../rules/build.ts';

/** Midnight in New York, at the beginning of Monday 23 November 2026. */
export const at = Date.parse('2026-11-23T00:00:00-05:00');
export const today = localDay(at, 'America/New_York');
export const daysAgo = (days: number): number => at - days * dayMs;

export const patientOf = (over: Partial<PatientContext> = {}): PatientContext =>
  patient({ enrolledAt: daysAgo(100), expectedPerWeek: { weight: 7 }, ...over });

/** `ago(1)` is yesterday, `ago(0)` is today, which has just begun. */
export const day = (ago: number, mean: number, over: Partial<TelemetryDay> = {}): TelemetryDay => ({
  day: today - ago,
  readings: 1,
  mean,
  min: mean,
  max: mean,
  pulseMean: null,
  outOfRange: 0,
  ...over,
});

/** A day each from `from` days ago up to yesterday. */
export const daily = (from: number, meanOf: (ago: number) => number, over: Partial<TelemetryDay> = {}) =>
  Array.from({ length: from }, (_, i) => day(from - i, meanOf(from - i), over));

export const telemetryOf = (
  days: Partial<Record<Kind, readonly TelemetryDay[]>>,
  patient: Partial<PatientContext> = {},
): Telemetry => ({
  patient: patientOf(patient),
  at,
  days: { 'blood-pressure': [], glucose: [], weight: [], ...days },
  alerts: { count: 0, worst: null },
});
