import { type Finding, unknown } from '../domain/alert.ts';
import type { GlucoseLimit, Limits } from '../domain/limits.ts';
import { hourMs } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { defineRule } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  glucoseAtMost,
  glucoseLimitText,
  glucoseLimitUsed,
  glucoseText,
  highOrHi,
} from './glucose-compare.ts';
import { clearWhenLast } from './window.ts';

const withinMs = 24 * hourMs;

const latestHigh = (
  { readings, at }: Snapshot,
  limit: GlucoseLimit,
  exceptId: string | null,
): GlucoseReading | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < at - withinMs) return null;
    if (reading.kind === 'glucose' && reading.id !== exceptId && highOrHi(reading, limit)) return reading;
  }
  return null;
};

const twice = (first: GlucoseReading, second: GlucoseReading, { glucoseHigh }: Limits): Finding => ({
  is: 'firing',
  severity: 'warning',
  confirmed: true,
  because: `glucose ${glucoseText(first)} and ${glucoseText(second)} within 24 h; limit ${glucoseLimitText(second, glucoseHigh)}`,
  evidence: evidenceOf([first, second], {
    ...glucoseLimitUsed(first, 'glucoseHigh', glucoseHigh),
    ...glucoseLimitUsed(second, 'glucoseHigh', glucoseHigh),
  }),
});

const notHigh = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtMost(reading, limits.glucoseHigh);

/** Two readings above 250 mg/dL, 13.9 mmol/L, or HI within 24 h (ADA, long-term care). */
export const glucoseHighTwice = defineRule({
  id: 'glucose-high-twice',
  version: 1,
  title: 'High glucose twice in 24 hours',
  concern: 'glucose',
  group: 'glucose-high',
  ladder: ['warning'],
  clears: 'three readings at or below the limit and none above it for 24 h',
  steps: [],
  params: {},
  kinds: ['glucose'],
  source: 'ADA long-term-care guidance, Table 6 (>250 mg/dL twice in 24 h); clearing on three: convention',
  evaluate: snapshot => {
    const { reading, limits, standing } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (highOrHi(reading, limits.glucoseHigh)) {
      const other = latestHigh(snapshot, limits.glucoseHigh, reading.id);
      return other ? twice(other, reading, limits) : unknown;
    }
    if (!standing || latestHigh(snapshot, limits.glucoseHigh, null)) return unknown;
    return clearWhenLast(snapshot, 'glucose', 3, notHigh);
  },
});
