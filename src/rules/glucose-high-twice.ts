import { z } from 'zod';
import { type Finding, unknown } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import type { GlucoseLimit, Limits } from '../domain/limits.ts';
import { hourMs } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import {
  glucoseAtMost,
  glucoseLimitText,
  glucoseLimitUsed,
  glucoseText,
  highOrHi,
} from './glucose-compare.ts';
import { dayAbove, daysBefore } from './glucose-days.ts';
import { clearReadings } from './glucose-params.ts';
import { clearWhenLast } from './window.ts';

/** How many days before the reading are looked at, and how many of them had a high. */
type Habit = { readonly days: readonly DailyRollup[]; readonly high: number };

const habitOf = (snapshot: Snapshot): Habit => {
  const days = daysBefore(snapshot, 28, 1);
  return { days, high: days.filter(day => dayAbove(day, snapshot.limits.glucoseHigh)).length };
};

const latestHigh = (
  { readings, at }: Snapshot,
  limit: GlucoseLimit,
  withinMs: number,
  exceptId: string | null,
): GlucoseReading | null => {
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt < at - withinMs) return null;
    if (reading.kind === 'glucose' && reading.id !== exceptId && highOrHi(reading, limit)) return reading;
  }
  return null;
};

const twice = (
  first: GlucoseReading,
  second: GlucoseReading,
  { limits: { glucoseHigh } }: Snapshot,
  { days, high }: Habit,
  withinHours: number,
): Finding => {
  const values = `${glucoseText(first)} and ${glucoseText(second)} within ${withinHours} h`;
  const before = days.length === 0 ? '' : `, which ${high} of the ${days.length} days before exceeded`;
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: `glucose ${values}; limit ${glucoseLimitText(second, glucoseHigh)}${before}`,
    evidence: {
      ...evidenceOf([first, second], {
        ...glucoseLimitUsed(first, 'glucoseHigh', glucoseHigh),
        ...glucoseLimitUsed(second, 'glucoseHigh', glucoseHigh),
      }),
      days,
    },
  };
};

const notHigh = (reading: GlucoseReading, limits: Limits): boolean =>
  glucoseAtMost(reading, limits.glucoseHigh);

const judgeHigh = (
  snapshot: Snapshot,
  reading: GlucoseReading,
  { withinHours, usualPercent, leastDays }: { withinHours: number; usualPercent: number; leastDays: number },
): Finding => {
  const other = latestHigh(snapshot, snapshot.limits.glucoseHigh, withinHours * hourMs, reading.id);
  if (!other) return unknown;
  const habit = habitOf(snapshot);
  const isUsual =
    habit.days.length >= leastDays && reaches((100 * habit.high) / habit.days.length, usualPercent);
  return isUsual ? unknown : twice(other, reading, snapshot, habit, withinHours);
};

/** Two readings above 250 mg/dL, 13.9 mmol/L, or HI within 24 h, where that is new for the patient (ADA, long-term care). */
export const glucoseHighTwice = defineRule({
  id: 'glucose-high-twice',
  version: 2,
  title: 'High glucose twice in 24 hours',
  concern: 'glucose',
  group: 'glucose-high',
  ladder: ['warning'],
  clears: 'three readings at or below the limit and none above it for 24 hours',
  steps: [
    'consider asking what is new: infection, steroids, missed insulin or tablets, another diet',
    'consider asking the patient to measure before meals and at bedtime for three days',
    'consider telling the provider if it lasts',
  ],
  params: {
    withinHours: param(z.number().min(1).max(72), 24, {
      what: 'within how long the two highs come',
      unit: 'h',
      source: 'ADA long-term-care guidance, Table 6',
    }),
    usualPercent: param(z.number().min(1).max(100), 25, {
      what: 'a patient with a high on so many of the 28 days before is used to it: other rules speak then',
      unit: '%',
      source: 'the guidance asks for a new change in status; the share: convention',
    }),
    leastDays: param(z.number().int().min(1).max(28), 7, {
      what: 'days with a reading from which on what is usual is known',
      unit: 'days',
      source: 'convention',
    }),
    clearReadings: clearReadings(3),
  },
  kinds: ['glucose'],
  source:
    'ADA long-term-care guidance, Table 6 (>250 mg/dL twice in 24 h with a new change), written for nursing facilities; clearing on three: convention',
  evaluate: (snapshot, params) => {
    const { reading, limits, standing } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (highOrHi(reading, limits.glucoseHigh)) return judgeHigh(snapshot, reading, params);
    const withinMs = params.withinHours * hourMs;
    if (!standing || latestHigh(snapshot, limits.glucoseHigh, withinMs, null)) return unknown;
    return clearWhenLast(snapshot, 'glucose', params.clearReadings, notHigh);
  },
});
