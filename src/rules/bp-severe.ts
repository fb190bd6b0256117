import { clear, type Evidence, type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { fallsBelow } from './compare.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { isSevere, severePairText, severeText } from './severe-pressure.ts';
import { clearWhenLast } from './window.ts';

const repeatWithinMs = 15 * minuteMs;

const grounds = (readings: readonly BloodPressureReading[], limits: Limits): Evidence =>
  evidenceOf(readings, {
    severeSystolicMmHg: limits.severeSystolicMmHg,
    severeDiastolicMmHg: limits.severeDiastolicMmHg,
  });

const latestSevere = (
  { readings, limits, at }: Snapshot,
  exceptId: string | null,
): BloodPressureReading | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < at - repeatWithinMs) return null;
    if (reading.kind === 'blood-pressure' && reading.id !== exceptId && isSevere(reading, limits))
      return reading;
  }
  return null;
};

const unconfirmed = (reading: BloodPressureReading, limits: Limits, because: string): Finding => ({
  is: 'firing',
  severity: 'urgent',
  confirmed: false,
  because,
  evidence: grounds([reading], limits),
});

const judgeSevere = (reading: BloodPressureReading, snapshot: Snapshot): Finding => {
  const { limits, standing } = snapshot;
  const other = latestSevere(snapshot, reading.id);
  if (other)
    return {
      is: 'firing',
      severity: 'critical',
      confirmed: true,
      because: severePairText(other, reading, limits),
      evidence: grounds([other, reading], limits),
    };
  const text = severeText(reading, limits);
  if (standing?.state === 'firing')
    return unconfirmed(reading, limits, `unconfirmed: call; ${text}; not repeated yet`);
  return {
    is: 'pending',
    until: reading.measuredAt + repeatWithinMs,
    severity: 'urgent',
    because: `${text}; waiting 15 min for a repeat`,
    evidence: grounds([reading], limits),
  };
};

const belowClear = (reading: BloodPressureReading, limits: Limits): boolean =>
  fallsBelow(reading.systolicMmHg, limits.severeClearSystolicMmHg) &&
  fallsBelow(reading.diastolicMmHg, limits.severeClearDiastolicMmHg);

/** Only a repeat that is clearly lower says that the severe one was none. */
const isDismissed = ({ readings, limits }: Snapshot, severe: BloodPressureReading): boolean => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= severe.measuredAt) return false;
    if (reading.kind === 'blood-pressure' && belowClear(reading, limits)) return true;
  }
  return false;
};

const judgeSilence = (snapshot: Snapshot): Finding => {
  const { limits, standing } = snapshot;
  if (standing?.state !== 'pending') return unknown;
  const severe = latestSevere(snapshot, null);
  if (!severe) return unknown;
  if (isDismissed(snapshot, severe)) return clear;
  return unconfirmed(
    severe,
    limits,
    `unconfirmed: call; ${severeText(severe, limits)}; no clear repeat within 15 min`,
  );
};

const judgeRepeat = (snapshot: Snapshot): Finding => {
  const severe = latestSevere(snapshot, null);
  return severe && !isDismissed(snapshot, severe) ? unknown : clear;
};

/** Severe pressure (AHA: ≥180 or ≥120 mmHg, repeat): critical when repeated within 15 min, "unconfirmed: call" when not. */
export const bpSevere = defineRule({
  id: 'bp-severe',
  version: 1,
  title: 'Severe blood pressure',
  concern: 'blood-pressure',
  group: 'bp-high',
  ladder: ['urgent', 'critical'],
  clears: "two readings below 170/110 mmHg, or the program's clear limits",
  steps: [],
  params: {},
  kinds: ['blood-pressure'],
  source: 'AHA patient advice (180/120 mmHg, repeat); 15 min and clearing below 170/110: convention',
  evaluate: snapshot => {
    const { reading, limits, standing } = snapshot;
    if (reading === null) return judgeSilence(snapshot);
    if (reading.kind !== 'blood-pressure') return unknown;
    if (isSevere(reading, limits)) return judgeSevere(reading, snapshot);
    if (standing?.state === 'pending') return judgeRepeat(snapshot);
    return clearWhenLast(snapshot, 'blood-pressure', 2, belowClear);
  },
});
