import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import type { DailyRollup } from '../domain/daily.ts';
import { dayMs, localDay } from '../domain/local-day.ts';
import type { GlucoseReading } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { fallsBelow, reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { isFirstOfDay } from './first-of-day.ts';
import { glucoseMeanText } from './glucose-compare.ts';
import { countInRange, daysBefore } from './glucose-days.ts';

type Params = {
  readonly leastMgDl: number;
  readonly mostMgDl: number;
  readonly readingsADay: number;
  readonly leastDays: number;
  readonly percent: number;
  readonly fallPoints: number;
  readonly clearPoints: number;
};

const nowDays = 14;
const allDays = 35;

/** Share of the readings within the range, in per cent; null where there are too few days of frequent testing. */
const shareOf = (days: readonly DailyRollup[], params: Params): number | null => {
  const frequent = days.filter(({ readings }) => readings >= params.readingsADay);
  if (frequent.length < params.leastDays) return null;
  const { readings, within } = countInRange(days, params.leastMgDl, params.mostMgDl);
  return (100 * within) / readings;
};

const outOfRange = (
  reading: GlucoseReading,
  now: number,
  before: number | null,
  days: readonly DailyRollup[],
  { leastMgDl, mostMgDl, percent, fallPoints }: Params,
): Finding => {
  const fell = before !== null && reaches(before - now, fallPoints);
  const range = `${glucoseMeanText(reading, leastMgDl)} to ${glucoseMeanText(reading, mostMgDl)}`;
  const share = `${now.toFixed(0)} % of glucose readings of ${nowDays} days within ${range}`;
  const than = fell
    ? `, down from ${before.toFixed(0)} % in the 3 weeks before; limit ${fallPoints} points`
    : '';
  return {
    is: 'firing',
    severity: fell ? 'warning' : 'info',
    confirmed: true,
    because: fell ? share + than : `${share}; limit ${percent} %`,
    evidence: { readings: [], limits: { leastMgDl, mostMgDl, percent, fallPoints }, days },
  };
};

const judge = (snapshot: Snapshot, reading: GlucoseReading, params: Params): Finding => {
  const days = daysBefore(snapshot, allDays, 1);
  const since = localDay(snapshot.at, snapshot.patient.timeZone) - nowDays;
  const now = shareOf(
    days.filter(({ day }) => day >= since),
    params,
  );
  if (now === null) return unknown;
  const before = shareOf(
    days.filter(({ day }) => day < since),
    params,
  );
  const fell = before !== null && reaches(before - now, params.fallPoints);
  if (fell || fallsBelow(now, params.percent)) return outOfRange(reading, now, before, days, params);
  const hasFallenLittle = before === null || fallsBelow(before - now, params.fallPoints - params.clearPoints);
  const isBack = hasFallenLittle && reaches(now, params.percent + params.clearPoints);
  return snapshot.standing && isBack ? clear : unknown;
};

/** Of a frequent tester: less than half of the readings of 14 days in 70–180 mg/dL, or 20 points fewer than in the 3 weeks before. */
export const glucoseTimeInRange = defineRule({
  id: 'glucose-time-in-range',
  version: 1,
  title: 'Glucose out of range more often',
  concern: 'glucose',
  coolDownMs: 28 * dayMs,
  group: 'glucose-high',
  ladder: ['info', 'warning'],
  clears: 'the share is above the limit, and not much below what it was, by a margin',
  steps: [
    'consider looking at the hours of the day at which readings leave the range',
    'consider sending five weeks to the provider before the next visit',
    'consider a dietitian or diabetes educator',
  ],
  params: {
    leastMgDl: param(z.number().min(54).max(100), 70, {
      what: 'where the range begins',
      unit: 'mg/dL',
      source: 'International Consensus on Time in Range (2019)',
    }),
    mostMgDl: param(z.number().min(140).max(300), 180, {
      what: 'where the range ends',
      unit: 'mg/dL',
      source: 'International Consensus on Time in Range (2019)',
    }),
    readingsADay: param(z.number().int().min(2).max(24), 3, {
      what: 'readings on a day of frequent testing',
      unit: 'readings',
      source: 'convention',
    }),
    leastDays: param(z.number().int().min(5).max(14), 10, {
      what: 'days of frequent testing among the last 14, and among the 21 before',
      unit: 'days',
      source:
        'International Consensus on Time in Range (2019): 14 days, 70 % of them; of finger sticks: convention',
    }),
    percent: param(z.number().min(5).max(90), 50, {
      what: 'the least share within the range',
      unit: '%',
      source:
        'International Consensus on Time in Range (2019): >50 % for older or high-risk people, >70 % for most',
    }),
    fallPoints: param(z.number().min(5).max(60), 20, {
      what: 'how far the share may fall against the 21 days before',
      unit: 'points',
      source: 'convention: two standard errors of 40 readings',
    }),
    clearPoints: param(z.number().min(0).max(20), 5, {
      what: 'the margin by which it must be back',
      unit: 'points',
      source: 'convention',
    }),
  },
  kinds: ['glucose'],
  source:
    'International Consensus on Time in Range (Diabetes Care 2019;42:1593), made for sensors; of finger sticks: convention',
  evaluate: (snapshot, params) => {
    const { reading } = snapshot;
    if (reading?.kind !== 'glucose' || !isFirstOfDay(snapshot, 'glucose')) return unknown;
    return judge(snapshot, reading, params);
  },
});
