import { z } from 'zod';
import { type Finding, unknown } from '../domain/alert.ts';
import type { Limits } from '../domain/limits.ts';
import { hourMs } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf, spanText } from './evidence.ts';
import {
  glucoseAtLeast,
  glucoseLimitText,
  glucoseLimitUsed,
  glucoseText,
  lowOrLo,
} from './glucose-compare.ts';
import { clearReadings } from './glucose-params.ts';
import { loweringDrug } from './lowering-drug.ts';
import { clearWhenLast } from './window.ts';

const previous = ({ readings, at }: Snapshot, withinMs: number): GlucoseReading | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < at - withinMs) return null;
    if (reading.kind === 'glucose' && reading.measuredAt < at) return reading;
  }
  return null;
};

const lows = (first: GlucoseReading, second: GlucoseReading, { limits, patient }: Snapshot): Finding => {
  const { glucoseLevel1Low } = limits;
  const drug = loweringDrug(patient);
  const apart = spanText(second.measuredAt - first.measuredAt);
  const values = `${glucoseText(first)} and ${glucoseText(second)}`;
  const limit = glucoseLimitText(second, glucoseLevel1Low);
  return {
    is: 'firing',
    severity: 'urgent',
    confirmed: true,
    because: `glucose ${values} on two readings in a row ${apart} apart${drug ? ` on ${drug}` : ''}; limit ${limit}`,
    evidence: evidenceOf([first, second], {
      ...glucoseLimitUsed(first, 'glucoseLevel1Low', glucoseLevel1Low),
      ...glucoseLimitUsed(second, 'glucoseLevel1Low', glucoseLevel1Low),
    }),
  };
};

const recovered = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtLeast(reading, limits.glucoseLowClear);

/** Two readings in a row below 70 mg/dL, 3.9 mmol/L, at most 24 h apart: call at once (ADA, long-term care). */
export const glucoseConsecutiveLows = defineRule({
  id: 'glucose-consecutive-lows',
  version: 2,
  title: 'Low glucose twice in a row',
  concern: 'glucose',
  group: 'glucose-low',
  ladder: ['urgent'],
  clears: 'two readings at or above the clear limit',
  steps: [
    'consider calling at once: has the patient treated it, eaten, and measured again?',
    'consider a second person or emergency services where nobody answers',
    'consider telling the provider the same day: dose, timing, meals',
  ],
  params: {
    withinHours: param(z.number().min(1).max(72), 24, {
      what: 'how far apart the two readings may be',
      unit: 'h',
      source: 'convention',
    }),
    clearReadings: clearReadings(2),
  },
  kinds: ['glucose'],
  source:
    'ADA long-term-care guidance, Table 6 (consecutive <70 mg/dL), written for nursing facilities; 24 h and clearing at 80: convention',
  evaluate: (snapshot, { withinHours, clearReadings }) => {
    const { reading, limits } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (!lowOrLo(reading, limits.glucoseLevel1Low))
      return clearWhenLast(snapshot, 'glucose', clearReadings, recovered);
    const before = previous(snapshot, withinHours * hourMs);
    return before && lowOrLo(before, limits.glucoseLevel1Low) ? lows(before, reading, snapshot) : unknown;
  },
});
