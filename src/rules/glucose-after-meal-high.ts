import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { exceeds, fallsBelow, reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { glucoseMeanText } from './glucose-compare.ts';
import { type MealReading, mealReadings } from './glucose-meals.ts';

/** No meter of either unit shows a value between a limit in mg/dL and half a mg/dL above it. */
const slackMgDl = 0.5;

const high = (
  found: readonly MealReading[],
  last: MealReading,
  above: number,
  aboveMgDl: number,
): Finding => ({
  is: 'firing',
  severity: 'info',
  confirmed: true,
  because: `after meals glucose was above ${glucoseMeanText(last, aboveMgDl)} on ${above} of ${found.length} readings in 7 days`,
  evidence: evidenceOf(found, { aboveMgDl }),
});

/** Most readings two hours after meals above 180 mg/dL (10.0 mmol/L). Ships switched off: many treated people live there. */
export const glucoseAfterMealHigh = defineRule({
  id: 'glucose-after-meal-high',
  version: 1,
  title: 'High glucose after meals',
  concern: 'glucose',
  coolDownMs: 28 * dayMs,
  group: 'glucose-high',
  ladder: ['info'],
  clears: 'fewer than half of the share that fires, in 7 days',
  steps: [
    'consider asking what was eaten, and whether insulin came before or after the meal',
    'consider sending the week to the provider or the dietitian',
  ],
  startsEnabled: false,
  params: {
    aboveMgDl: param(z.number().min(140).max(400), 180, {
      what: 'what a reading after a meal should stay at or below',
      unit: 'mg/dL',
      source: 'ADA Standards of Care: <180 mg/dL after meals',
    }),
    leastReadings: param(z.number().int().min(3).max(28), 5, {
      what: 'readings after meals in 7 days from which on they count',
      unit: 'readings',
      source: 'convention',
    }),
    percentAbove: param(z.number().min(10).max(100), 60, {
      what: 'share of them that is above',
      unit: '%',
      source: 'convention',
    }),
  },
  kinds: ['glucose'],
  source: 'ADA Standards of Care (<180 mg/dL after meals); how many: convention',
  evaluate: (snapshot, { aboveMgDl, leastReadings, percentAbove }) => {
    const { reading, standing } = snapshot;
    if (reading?.kind !== 'glucose' || reading.meal !== 'after') return unknown;
    const found = mealReadings(snapshot, ['after']);
    const last = found.at(-1);
    if (!last || found.length < leastReadings) return unknown;
    const above = found.filter(r => exceeds(r.glucoseMgDl, aboveMgDl + slackMgDl)).length;
    const percent = (100 * above) / found.length;
    if (reaches(percent, percentAbove)) return high(found, last, above, aboveMgDl);
    return standing && fallsBelow(percent, percentAbove / 2) ? clear : unknown;
  },
});
