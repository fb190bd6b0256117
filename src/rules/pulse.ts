import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { hourMs } from '../domain/local-day.ts';
import type { BloodPressureReading, Reading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';
import { type CatalogueRule, defineRule } from './define.ts';
import { evidenceOf, spanText } from './evidence.ts';
import { clearWhenLast } from './window.ts';

/** whoever measures once a day does so a little later on some days: 24 h would miss the next morning */
const repeatWithinMs = 36 * hourMs;

type PulseLimit = 'lowPulsePerMin' | 'veryLowPulsePerMin' | 'highPulsePerMin' | 'veryHighPulsePerMin';

type PulseRule = {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly limit: PulseLimit;
  readonly urgentLimit: PulseLimit;
  readonly isBeyond: (pulsePerMin: number, limit: number) => boolean;
  readonly isRecovered: (pulsePerMin: number, limits: Limits) => boolean;
};

type WithPulse = BloodPressureReading & { readonly pulsePerMin: number };

const hasPulse = (reading: Reading | undefined): reading is WithPulse =>
  reading?.kind === 'blood-pressure' && reading.pulsePerMin !== null;

/** The latest pulse within the time for a repeat, but for one reading. */
const latestPulse = ({ readings, at }: Snapshot, exceptId: string | null): WithPulse | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < at - repeatWithinMs) return null;
    if (hasPulse(reading) && reading.id !== exceptId) return reading;
  }
  return null;
};

/** A pulse beyond the limit in words, and how much it matters. */
const told = (rule: PulseRule, { pulsePerMin }: WithPulse, limits: Limits) => {
  const isUrgent = rule.isBeyond(pulsePerMin, limits[rule.urgentLimit]);
  return {
    severity: isUrgent ? 'urgent' : 'warning',
    pulse: `pulse ${shown(pulsePerMin)} /min`,
    limit: `limit ${shown(limits[isUrgent ? rule.urgentLimit : rule.limit])}`,
  } as const;
};

const grounds = ({ limit, urgentLimit }: PulseRule, readings: readonly WithPulse[], limits: Limits) =>
  evidenceOf(readings, { [limit]: limits[limit], [urgentLimit]: limits[urgentLimit] });

const repeated = (rule: PulseRule, before: WithPulse, reading: WithPulse, limits: Limits): Finding => {
  const { severity, pulse, limit } = told(rule, reading, limits);
  const apart = spanText(reading.measuredAt - before.measuredAt);
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: `${pulse}, ${apart} after ${shown(before.pulsePerMin)}; ${limit}`,
    evidence: grounds(rule, [before, reading], limits),
  };
};

const unconfirmed = (rule: PulseRule, reading: WithPulse, limits: Limits, why: string): Finding => {
  const { severity, pulse, limit } = told(rule, reading, limits);
  return {
    is: 'firing',
    severity,
    confirmed: false,
    because: `unconfirmed: call; ${pulse}; ${limit}; ${why}`,
    evidence: grounds(rule, [reading], limits),
  };
};

const notRepeated = (rule: PulseRule, reading: WithPulse, { limits, standing }: Snapshot): Finding => {
  const { severity, pulse, limit } = told(rule, reading, limits);
  if (severity === 'urgent' || standing?.state === 'firing')
    return unconfirmed(rule, reading, limits, 'not repeated yet');
  return {
    is: 'pending',
    until: reading.measuredAt + repeatWithinMs,
    severity,
    because: `${pulse}; ${limit}; waiting ${spanText(repeatWithinMs)} for a repeat`,
    evidence: grounds(rule, [reading], limits),
  };
};

const judgePulse = (rule: PulseRule, reading: WithPulse, snapshot: Snapshot): Finding => {
  const { limits, standing } = snapshot;
  const isBeyond = (one: WithPulse): boolean => rule.isBeyond(one.pulsePerMin, limits[rule.limit]);
  if (isBeyond(reading)) {
    const before = latestPulse(snapshot, reading.id);
    return before && isBeyond(before)
      ? repeated(rule, before, reading, limits)
      : notRepeated(rule, reading, snapshot);
  }
  if (!standing) return unknown;
  if (standing.state === 'pending') return clear;
  const readings = snapshot.readings.filter(hasPulse);
  return clearWhenLast({ ...snapshot, readings }, 'blood-pressure', 2, one =>
    rule.isRecovered(one.pulsePerMin ?? Number.NaN, limits),
  );
};

const judgeSilence = (rule: PulseRule, snapshot: Snapshot): Finding => {
  if (snapshot.standing?.state !== 'pending') return unknown;
  const { limits } = snapshot;
  const latest = latestPulse(snapshot, null);
  if (!latest) return unknown;
  if (!rule.isBeyond(latest.pulsePerMin, limits[rule.limit])) return clear;
  return unconfirmed(rule, latest, limits, `no repeat within ${spanText(repeatWithinMs)}`);
};

/**
 * A rule on the pulse, per minute, that comes with blood pressure. One reading beyond the first limit waits for the
 * next one; beyond the urgent limit it tells at once, unconfirmed until repeated. Readings without a pulse say nothing.
 */
export const pulseRule = (rule: PulseRule): CatalogueRule =>
  defineRule({
    id: rule.id,
    version: 1,
    title: rule.title,
    concern: 'blood-pressure',
    group: 'pulse',
    ladder: ['warning', 'urgent'],
    clears: 'two pulses beyond the clear limit',
    steps: [],
    params: {},
    kinds: ['blood-pressure'],
    source: rule.source,
    evaluate: snapshot => {
      if (snapshot.reading === null) return judgeSilence(rule, snapshot);
      return hasPulse(snapshot.reading) ? judgePulse(rule, snapshot.reading, snapshot) : unknown;
    },
  });
