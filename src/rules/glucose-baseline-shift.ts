import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs, localDay } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { exceeds, fallsBelow, reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { glucoseLimitUsed, glucoseMeanText } from './glucose-compare.ts';
import { type Baseline, baselineOf, mean, spreadsAbove } from './robust.ts';

type Params = {
  readonly recentDays: number;
  readonly baselineDays: number;
  readonly leastDays: number;
  readonly riseMgDl: number;
  readonly spreads: number;
  readonly leastSpreadMgDl: number;
  readonly levelMgDl: number;
};

type Shift = {
  readonly nowMgDl: number;
  readonly baseline: Baseline;
  readonly recent: readonly DailyRollup[];
  readonly before: readonly DailyRollup[];
};

const meansOf = (days: readonly DailyRollup[]): number[] => days.flatMap(day => day.mean ?? []);

/** A day that has just begun counts from its second reading on: the first alone is mostly the fasting one. */
const isTold = ({ day, mean, readings }: DailyRollup, today: number): boolean =>
  mean !== null && (day !== today || readings > 1);

/** Null where too few days are told, or where nothing follows: the mean is no higher than the level, and nothing stands. */
const shiftOf = (snapshot: Snapshot, params: Params): Shift | null => {
  const { recentDays, baselineDays, leastDays, leastSpreadMgDl, levelMgDl } = params;
  const today = localDay(snapshot.at, snapshot.patient.timeZone);
  const known = snapshot.days('glucose');
  const recent = known
    .slice(-recentDays - 1)
    .filter(day => isTold(day, today))
    .slice(-recentDays);
  const [first] = recent;
  if (!first || first.day < today - 2 * recentDays) return null;
  const nowMgDl = mean(meansOf(recent));
  if (!snapshot.standing && !exceeds(nowMgDl, levelMgDl)) return null;
  const since = first.day - baselineDays;
  const before = known.filter(({ day, mean }) => day >= since && day < first.day && mean !== null);
  if (before.length < leastDays) return null;
  return { nowMgDl, baseline: baselineOf(meansOf(before), leastSpreadMgDl), recent, before };
};

const shifted = (snapshot: Snapshot, reading: GlucoseReading, shift: Shift, params: Params): Finding => {
  const { nowMgDl, baseline, recent, before } = shift;
  const { glucoseVeryHigh } = snapshot.limits;
  const isUrgent = exceeds(nowMgDl, glucoseVeryHigh.mgDl);
  const now = glucoseMeanText(reading, nowMgDl);
  const usual = glucoseMeanText(reading, baseline.centre);
  const from = `against ${usual} usually (median of ${before.length} days)`;
  const limit = `limits ${glucoseMeanText(reading, params.riseMgDl)} up and ${glucoseMeanText(reading, params.levelMgDl)}`;
  return {
    is: 'firing',
    severity: isUrgent ? 'urgent' : 'warning',
    confirmed: true,
    because: `glucose ${now} on average of ${recent.length} days ${from}; ${limit}`,
    evidence: {
      ...evidenceOf([reading], glucoseLimitUsed(reading, 'glucoseVeryHigh', glucoseVeryHigh)),
      days: [...before, ...recent],
    },
  };
};

const judge = (snapshot: Snapshot, reading: GlucoseReading, params: Params): Finding => {
  const shift = shiftOf(snapshot, params);
  if (!shift) return unknown;
  const { nowMgDl, baseline } = shift;
  const rise = nowMgDl - baseline.centre;
  const isShift =
    reaches(rise, params.riseMgDl) &&
    reaches(spreadsAbove(nowMgDl, baseline), params.spreads) &&
    exceeds(nowMgDl, params.levelMgDl);
  if (isShift) return shifted(snapshot, reading, shift, params);
  return snapshot.standing && fallsBelow(rise, params.riseMgDl / 2) ? clear : unknown;
};

/** The mean of 3 days far above the patient's own median of the 4 weeks before, as with steroids or an infection. */
export const glucoseBaselineShift = defineRule({
  id: 'glucose-baseline-shift',
  version: 1,
  title: 'Glucose well above its usual level',
  concern: 'glucose',
  coolDownMs: 7 * dayMs,
  group: 'glucose-high',
  ladder: ['warning', 'urgent'],
  clears: 'the rise over the usual level is less than half of what fires',
  steps: [
    'consider asking what is new: steroids, infection, a missed or changed medicine, a bad strip or an old insulin',
    'consider asking for readings before meals and at bedtime for three days',
    'consider telling the provider the same day above 300 mg/dL, else within a few days',
  ],
  params: {
    recentDays: param(z.number().int().min(1).max(7), 3, {
      what: 'days whose mean is looked at',
      unit: 'days',
      source: 'convention',
    }),
    baselineDays: param(z.number().int().min(14).max(28), 28, {
      what: 'days before them that tell what is usual',
      unit: 'days',
      source: 'convention',
    }),
    leastDays: param(z.number().int().min(5).max(28), 7, {
      what: 'days with a reading from which on what is usual is known',
      unit: 'days',
      source: 'convention',
    }),
    riseMgDl: param(z.number().min(20).max(200), 50, {
      what: 'the least rise over the usual level',
      unit: 'mg/dL',
      source: 'convention',
    }),
    spreads: param(z.number().min(1).max(6), 2, {
      what: 'the least rise in robust standard deviations of daily means (1.4826 MAD)',
      unit: '1',
      source: 'convention',
    }),
    leastSpreadMgDl: param(z.number().min(1).max(60), 12, {
      what: 'the least standard deviation of daily means that is assumed',
      unit: 'mg/dL',
      source: 'ISO 15197:2013 meter error (15 % of 140 mg/dL, of three readings)',
    }),
    levelMgDl: param(z.number().min(100).max(400), 180, {
      what: 'a mean at or below it is no alert, however far it rose',
      unit: 'mg/dL',
      source: 'ADA Standards of Care: level 1 high above 180 mg/dL',
    }),
  },
  kinds: ['glucose'],
  source:
    'ADA Standards of Care (level 1 high >180; 300 mg/dL of the long-term-care guidance); the shift: convention',
  evaluate: (snapshot, params) =>
    snapshot.reading?.kind === 'glucose' ? judge(snapshot, snapshot.reading, params) : unknown,
});
