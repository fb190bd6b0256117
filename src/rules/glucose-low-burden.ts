import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs, minuteMs } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { reaches } from './compare.ts';
import { defineRule, param, slowUrgentAcceptanceMs } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { glucoseLimitText, glucoseLimitUsed, lowOrLo } from './glucose-compare.ts';
import { countInRange, dayBelow, daysBefore } from './glucose-days.ts';
import { gradesUp } from './glucose-params.ts';
import { gradeLow } from './lowering-drug.ts';

type Params = {
  readonly lowsInWeek: number;
  readonly apartMinutes: number;
  readonly level2Days: number;
  readonly percentBelow: number;
  readonly leastReadings: number;
  readonly clearLows: number;
  readonly gradesUp: boolean;
};

const weekMs = 7 * dayMs;
const longDays = 14;

/** Lows of the last 7 days, oldest first; those that follow one another closely are one, told by its first. */
const lowsOf = ({ readings, at, limits }: Snapshot, apartMs: number): GlucoseReading[] => {
  const lows: GlucoseReading[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i];
    if (!reading || reading.measuredAt <= at - weekMs) break;
    if (reading.kind === 'glucose' && lowOrLo(reading, limits.glucoseLevel1Low)) lows.push(reading);
  }
  return lows.reverse().filter(({ measuredAt }) => {
    const isNew = measuredAt - last >= apartMs;
    last = measuredAt;
    return isNew;
  });
};

/** What makes the lows too many, in words, with the days it rests on; null where they are not. */
type Reason = { readonly text: string; readonly days: readonly DailyRollup[] };

const overLongDays = (
  snapshot: Snapshot,
  reading: GlucoseReading,
  { level2Days, percentBelow, leastReadings, lowsInWeek }: Params,
): Reason | null => {
  const { glucoseLevel1Low, glucoseLevel2Low } = snapshot.limits;
  const days = daysBefore(snapshot, longDays - 1, 0);
  const veryLow = days.filter(day => dayBelow(day, glucoseLevel2Low)).length;
  if (veryLow >= level2Days)
    return {
      text: `below ${glucoseLimitText(reading, glucoseLevel2Low)} on ${veryLow} of ${longDays} days`,
      days,
    };
  const { readings, below } = countInRange(days, glucoseLevel1Low.mgDl, Number.POSITIVE_INFINITY);
  const percent = (100 * below) / readings;
  if (readings < leastReadings || below < lowsInWeek || !reaches(percent, percentBelow)) return null;
  return { text: `${below} of ${readings} readings in ${longDays} days low (${percent.toFixed(0)} %)`, days };
};

const tooMany = (
  snapshot: Snapshot,
  reading: GlucoseReading,
  lows: readonly GlucoseReading[],
  { text, days }: Reason,
  grades: boolean,
): Finding => {
  const { limits, patient } = snapshot;
  const { glucoseLevel1Low } = limits;
  const { severity, on } = gradeLow(patient, grades);
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: `low glucose again and again${on}: ${text}; limit ${glucoseLimitText(reading, glucoseLevel1Low)}`,
    evidence: {
      ...evidenceOf(lows, glucoseLimitUsed(reading, 'glucoseLevel1Low', glucoseLevel1Low)),
      ...(days.length > 0 && { days }),
    },
  };
};

const judgeLow = (snapshot: Snapshot, reading: GlucoseReading, params: Params): Finding => {
  const lows = lowsOf(snapshot, params.apartMinutes * minuteMs);
  if (lows.length >= params.lowsInWeek)
    return tooMany(
      snapshot,
      reading,
      lows,
      { text: `${lows.length} lows in 7 days`, days: [] },
      params.gradesUp,
    );
  const reason = overLongDays(snapshot, reading, params);
  return reason ? tooMany(snapshot, reading, [reading], reason, params.gradesUp) : unknown;
};

/** Lows that come again and again: 3 in 7 days, below 54 mg/dL on 2 of 14 days, or 4 % of a frequent tester's readings. */
export const glucoseLowBurden = defineRule({
  id: 'glucose-low-burden',
  version: 1,
  title: 'Low glucose again and again',
  concern: 'glucose',
  urgentAcceptanceMs: slowUrgentAcceptanceMs,
  group: 'glucose-low',
  ladder: ['warning', 'urgent'],
  clears: 'at most one low in 7 days',
  steps: [
    'consider asking when the lows come: before which meal, at night, after exercise',
    'consider asking the provider for a lower dose of what acts at that time',
    'consider glucagon at home and a look at who would find the patient',
  ],
  params: {
    lowsInWeek: param(z.number().int().min(2).max(20), 3, {
      what: 'lows within 7 days',
      unit: 'lows',
      source: 'convention',
    }),
    apartMinutes: param(z.number().min(0).max(720), 120, {
      what: 'lows closer than this are one: the patient treats it and measures again',
      unit: 'min',
      source: 'convention',
    }),
    level2Days: param(z.number().int().min(2).max(14), 2, {
      what: 'days of the last 14 with a reading below level 2',
      unit: 'days',
      source: 'convention; one reading below level 2 is urgent by itself',
    }),
    percentBelow: param(z.number().min(1).max(50), 4, {
      what: 'share of the readings of 14 days that are low',
      unit: '%',
      source: 'International Consensus on Time in Range (2019): less than 4 % below 70 mg/dL',
    }),
    leastReadings: param(z.number().int().min(10).max(200), 42, {
      what: 'readings in 14 days from which on the share counts',
      unit: 'readings',
      source: 'convention: three a day',
    }),
    clearLows: param(z.number().int().min(0).max(10), 1, {
      what: 'ends at so many lows in 7 days, or fewer',
      unit: 'lows',
      source: 'convention',
    }),
    gradesUp,
  },
  kinds: ['glucose'],
  source:
    'International Consensus on Time in Range (Diabetes Care 2019;42:1593): <4 % below 70; counts: convention',
  evaluate: (snapshot, params) => {
    const { reading, limits, standing } = snapshot;
    if (reading?.kind !== 'glucose') return unknown;
    if (lowOrLo(reading, limits.glucoseLevel1Low)) return judgeLow(snapshot, reading, params);
    if (!standing) return unknown;
    return lowsOf(snapshot, params.apartMinutes * minuteMs).length <= params.clearLows ? clear : unknown;
  },
});
