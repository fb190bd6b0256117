import { z } from 'zod';
import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { hourMs, localDay, offsetMs, spokenDay } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  glucoseAtLeast,
  glucoseLimitText,
  glucoseLimitUsed,
  glucoseText,
  lowOrLo,
} from './glucose-compare.ts';
import { clearReadings, gradesUp } from './glucose-params.ts';
import { gradeLow } from './lowering-drug.ts';
import { clearWhenLast } from './window.ts';

const hoursOfDay = 24;

const localHour = (at: number, timeZone: string): number =>
  ((at + offsetMs(at, timeZone)) / hourMs) % hoursOfDay;

const clockText = (at: number, timeZone: string): string =>
  new Date(at + offsetMs(at, timeZone)).toISOString().slice(11, 16);

const low = (reading: GlucoseReading, { patient, limits }: Snapshot, grades: boolean): Finding => {
  const { glucoseLevel1Low } = limits;
  const { severity, on } = gradeLow(patient, grades);
  const { measuredAt } = reading;
  const night = spokenDay(localDay(measuredAt, patient.timeZone));
  const when = `at ${clockText(measuredAt, patient.timeZone)} in the night of ${night}`;
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: `glucose ${glucoseText(reading)} ${when}${on}; limit ${glucoseLimitText(reading, glucoseLevel1Low)}`,
    evidence: evidenceOf([reading], glucoseLimitUsed(reading, 'glucoseLevel1Low', glucoseLevel1Low)),
  };
};

const recovered = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtLeast(reading, limits.glucoseLowClear);

/** Below 70 mg/dL, 3.9 mmol/L, or LO in the patient's own night; urgent on insulin or a sulfonylurea. */
export const glucoseOvernightLow = defineRule({
  id: 'glucose-overnight-low',
  version: 1,
  title: 'Low glucose in the night',
  concern: 'glucose',
  group: 'glucose-low',
  ladder: ['warning', 'urgent'],
  clears: 'two readings at or above the clear limit',
  steps: [
    'consider asking about evening insulin, alcohol and exercise the day before',
    'consider asking for a reading at bedtime and at 3:00 for some nights',
    'consider telling the provider: the evening dose may be too high',
  ],
  params: {
    fromHour: param(z.number().min(0).max(23), 0, {
      what: 'the local hour at which the night begins',
      unit: 'h',
      source: 'International Consensus on Time in Range (2019): nocturnal is 0:00 to 6:00',
    }),
    untilHour: param(z.number().min(1).max(24), 6, {
      what: 'the local hour at which the night ends',
      unit: 'h',
      source: 'International Consensus on Time in Range (2019): nocturnal is 0:00 to 6:00',
    }),
    gradesUp,
    clearReadings: clearReadings(2),
  },
  kinds: ['glucose'],
  source:
    'ADA Standards of Care, level 1 (<70 mg/dL), at night unnoticed the more; grades, clearing at 80: convention',
  evaluate: (snapshot, { fromHour, untilHour, gradesUp, clearReadings }) => {
    const { reading, limits, patient } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (!lowOrLo(reading, limits.glucoseLevel1Low))
      return clearWhenLast(snapshot, 'glucose', clearReadings, recovered);
    const hour = localHour(reading.measuredAt, patient.timeZone);
    return hour >= fromHour && hour < untilHour ? low(reading, snapshot, gradesUp) : unknown;
  },
});
