import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { hourMs } from '../domain/local-day.ts';
import type { BloodPressureReading, Reading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { clearReadings, repeatWithinHours } from './bp-params.ts';
import { evidenceOf, spanText } from './evidence.ts';
import { clearWhenLast } from './window.ts';

export const pulseParams = { repeatWithinHours: repeatWithinHours(36), clearReadings: clearReadings(2) };

type PulseLimit = 'lowPulsePerMin' | 'veryLowPulsePerMin' | 'highPulsePerMin' | 'veryHighPulsePerMin';

/** Which limits a pulse is compared with, /min, and how. */
export type PulseScale = {
  readonly limit: PulseLimit;
  readonly urgentLimit: PulseLimit;
  readonly isBeyond: (pulsePerMin: number, limit: number) => boolean;
  readonly isRecovered: (pulsePerMin: number, limits: Limits) => boolean;
  /** what of the patient bears on it, as the end of a sentence */
  readonly note: string;
};

type Case = { readonly snapshot: Snapshot; readonly scale: PulseScale; readonly repeatMs: number };

type WithPulse = BloodPressureReading & { readonly pulsePerMin: number };

const hasPulse = (reading: Reading | undefined): reading is WithPulse =>
  reading?.kind === 'blood-pressure' && reading.pulsePerMin !== null;

/** The latest pulse within the time for a repeat, but for one reading. */
const latestPulse = (
  { snapshot: { readings, at }, repeatMs }: Case,
  exceptId: string | null,
): WithPulse | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < at - repeatMs) return null;
    if (hasPulse(reading) && reading.id !== exceptId) return reading;
  }
  return null;
};

/** A pulse beyond the limit in words, and how much it matters. */
const told = ({ snapshot: { limits }, scale }: Case, { pulsePerMin }: WithPulse) => {
  const isUrgent = scale.isBeyond(pulsePerMin, limits[scale.urgentLimit]);
  return {
    severity: isUrgent ? 'urgent' : 'warning',
    pulse: `pulse ${shown(pulsePerMin)} /min`,
    limit: `limit ${shown(limits[isUrgent ? scale.urgentLimit : scale.limit])}${scale.note}`,
  } as const;
};

const grounds = ({ snapshot: { limits }, scale }: Case, readings: readonly WithPulse[]) =>
  evidenceOf(readings, {
    [scale.limit]: limits[scale.limit],
    [scale.urgentLimit]: limits[scale.urgentLimit],
  });

const repeated = (of: Case, before: WithPulse, reading: WithPulse): Finding => {
  const { severity, pulse, limit } = told(of, reading);
  const apart = spanText(reading.measuredAt - before.measuredAt);
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: `${pulse}, ${apart} after ${shown(before.pulsePerMin)}; ${limit}`,
    evidence: grounds(of, [before, reading]),
  };
};

const unconfirmed = (of: Case, reading: WithPulse, why: string): Finding => {
  const { severity, pulse, limit } = told(of, reading);
  return {
    is: 'firing',
    severity,
    confirmed: false,
    because: `unconfirmed: call; ${pulse}; ${limit}; ${why}`,
    evidence: grounds(of, [reading]),
  };
};

const notRepeated = (of: Case, reading: WithPulse): Finding => {
  const { severity, pulse, limit } = told(of, reading);
  if (severity === 'urgent' || of.snapshot.standing?.state === 'firing')
    return unconfirmed(of, reading, 'not repeated yet');
  return {
    is: 'pending',
    until: reading.measuredAt + of.repeatMs,
    severity,
    because: `${pulse}; ${limit}; waiting ${spanText(of.repeatMs)} for a repeat`,
    evidence: grounds(of, [reading]),
  };
};

const isBeyond = ({ snapshot: { limits }, scale }: Case, { pulsePerMin }: WithPulse): boolean =>
  scale.isBeyond(pulsePerMin, limits[scale.limit]);

const judgeReading = (of: Case, reading: WithPulse, clearReadings: number): Finding => {
  const { snapshot, scale } = of;
  const { standing, limits } = snapshot;
  if (isBeyond(of, reading)) {
    const before = latestPulse(of, reading.id);
    return before && isBeyond(of, before) ? repeated(of, before, reading) : notRepeated(of, reading);
  }
  if (!standing) return unknown;
  if (standing.state === 'pending') return clear;
  const readings = snapshot.readings.filter(hasPulse);
  return clearWhenLast({ ...snapshot, readings }, 'blood-pressure', clearReadings, one =>
    scale.isRecovered(one.pulsePerMin ?? Number.NaN, limits),
  );
};

const judgeSilence = (of: Case): Finding => {
  if (of.snapshot.standing?.state !== 'pending') return unknown;
  const latest = latestPulse(of, null);
  if (!latest) return unknown;
  if (!isBeyond(of, latest)) return clear;
  return unconfirmed(of, latest, `no repeat within ${spanText(of.repeatMs)}`);
};

/**
 * Judges the pulse, per minute, that comes with blood pressure. One reading beyond the first limit waits for the next
 * one; beyond the urgent limit it tells at once, unconfirmed until repeated. Readings without a pulse say nothing.
 */
export const judgePulse = (
  snapshot: Snapshot,
  scale: PulseScale,
  params: { readonly repeatWithinHours: number; readonly clearReadings: number },
): Finding => {
  const of: Case = { snapshot, scale, repeatMs: params.repeatWithinHours * hourMs };
  const { reading } = snapshot;
  if (reading === null) return judgeSilence(of);
  return hasPulse(reading) ? judgeReading(of, reading, params.clearReadings) : unknown;
};
