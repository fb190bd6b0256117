import { z } from 'zod';
import { clear, type Evidence, type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { BloodPressureReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { clearReadings } from './bp-params.ts';
import { fallsBelow } from './compare.ts';
import { param } from './define.ts';
import { evidenceOf, spanText } from './evidence.ts';
import { isSevere, type SevereLimits, severePairText, severeText } from './severe-pressure.ts';
import { clearWhenLast } from './window.ts';

export const severeParams = {
  repeatWithinMinutes: param(z.number().min(5).max(60), 15, {
    what: 'how long a repeat is waited for',
    unit: 'minutes',
    source: 'AHA patient advice: wait 1–2 minutes and repeat; 15 min: convention',
  }),
  clearReadings: clearReadings(2),
};

/** A severe pressure and when it is over, mmHg. */
export type SevereScale = SevereLimits & Pick<Limits, 'severeClearSystolicMmHg' | 'severeClearDiastolicMmHg'>;

type Case = {
  readonly snapshot: Snapshot;
  readonly scale: SevereScale;
  readonly repeatMs: number;
};

const grounds = (readings: readonly BloodPressureReading[], scale: SevereScale): Evidence => {
  const { severeSystolicMmHg, severeDiastolicMmHg } = scale;
  return evidenceOf(readings, { severeSystolicMmHg, severeDiastolicMmHg });
};

/** Convention: severe pressure threatens more where blood does not clot. */
const onAnticoagulant = ({ flags }: PatientContext): string =>
  flags.includes('anticoagulant') ? '; takes an anticoagulant' : '';

const latestSevere = (
  { snapshot: { readings, at }, scale, repeatMs }: Case,
  exceptId: string | null,
): BloodPressureReading | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < at - repeatMs) return null;
    if (reading.kind === 'blood-pressure' && reading.id !== exceptId && isSevere(reading, scale))
      return reading;
  }
  return null;
};

const unconfirmed = ({ snapshot, scale }: Case, reading: BloodPressureReading, why: string): Finding => ({
  is: 'firing',
  severity: 'urgent',
  confirmed: false,
  because: `unconfirmed: call; ${severeText(reading, scale)}; ${why}${onAnticoagulant(snapshot.patient)}`,
  evidence: grounds([reading], scale),
});

const judgeSevere = (of: Case, reading: BloodPressureReading): Finding => {
  const { snapshot, scale, repeatMs } = of;
  const other = latestSevere(of, reading.id);
  if (other)
    return {
      is: 'firing',
      severity: 'critical',
      confirmed: true,
      because: `${severePairText(other, reading, scale)}${onAnticoagulant(snapshot.patient)}`,
      evidence: grounds([other, reading], scale),
    };
  if (snapshot.standing?.state === 'firing') return unconfirmed(of, reading, 'not repeated yet');
  return {
    is: 'pending',
    until: reading.measuredAt + repeatMs,
    severity: 'urgent',
    because: `${severeText(reading, scale)}; waiting ${spanText(repeatMs)} for a repeat`,
    evidence: grounds([reading], scale),
  };
};

const belowClear = (reading: BloodPressureReading, scale: SevereScale): boolean =>
  fallsBelow(reading.systolicMmHg, scale.severeClearSystolicMmHg) &&
  fallsBelow(reading.diastolicMmHg, scale.severeClearDiastolicMmHg);

/** Only a repeat that is clearly lower says that the severe one was none. */
const isDismissed = ({ snapshot: { readings }, scale }: Case, severe: BloodPressureReading): boolean => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= severe.measuredAt) return false;
    if (reading.kind === 'blood-pressure' && belowClear(reading, scale)) return true;
  }
  return false;
};

const judgeSilence = (of: Case): Finding => {
  if (of.snapshot.standing?.state !== 'pending') return unknown;
  const severe = latestSevere(of, null);
  if (!severe) return unknown;
  if (isDismissed(of, severe)) return clear;
  return unconfirmed(of, severe, `no clear repeat within ${spanText(of.repeatMs)}`);
};

const judgeRepeat = (of: Case): Finding => {
  const severe = latestSevere(of, null);
  return severe && !isDismissed(of, severe) ? unknown : clear;
};

/**
 * Judges a pressure by a scale of what is severe: critical when it is repeated in time, "unconfirmed: call" when not,
 * never lapsing; a repeat that is clearly lower dismisses it.
 */
export const judgeSevereBy = (
  snapshot: Snapshot,
  scale: SevereScale,
  params: { readonly repeatWithinMinutes: number; readonly clearReadings: number },
): Finding => {
  const { reading, standing } = snapshot;
  const { clearReadings, repeatWithinMinutes } = params;
  const of: Case = { snapshot, scale, repeatMs: repeatWithinMinutes * minuteMs };
  if (reading === null) return judgeSilence(of);
  if (reading.kind !== 'blood-pressure') return unknown;
  if (isSevere(reading, scale)) return judgeSevere(of, reading);
  if (standing?.state === 'pending') return judgeRepeat(of);
  return clearWhenLast(snapshot, 'blood-pressure', clearReadings, one => belowClear(one, scale));
};
