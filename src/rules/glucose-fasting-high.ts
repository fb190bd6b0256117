import { z } from 'zod';
import { clear, type Finding, unknown } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { exceeds, reaches } from './compare.ts';
import { defineRule, param } from './define.ts';
import { evidenceOf } from './evidence.ts';
import { glucoseMeanText } from './glucose-compare.ts';
import { type MealReading, mealReadings } from './glucose-meals.ts';
import { mean } from './robust.ts';

const meals = ['fasting', 'before'] as const;

const high = (
  found: readonly MealReading[],
  last: MealReading,
  meanMgDl: number,
  limit: number,
): Finding => ({
  is: 'firing',
  severity: 'warning',
  confirmed: true,
  because: `fasting and before-meal glucose ${glucoseMeanText(last, meanMgDl)} on average of ${found.length} readings in 7 days; limit ${glucoseMeanText(last, limit)}`,
  evidence: evidenceOf(found, { meanMgDl: limit }),
});

/** The mean of fasting and before-meal readings of a week above 180 mg/dL (10.0 mmol/L). */
export const glucoseFastingHigh = defineRule({
  id: 'glucose-fasting-high',
  version: 1,
  title: 'High glucose before meals',
  concern: 'glucose',
  coolDownMs: 28 * dayMs,
  group: 'glucose-high',
  ladder: ['warning'],
  clears: 'the mean of 7 days falls below the limit by a margin',
  steps: [
    'consider asking about evening meals, missed doses, steroids, infection',
    'consider sending the week to the provider: long-acting insulin or tablets may need a change',
  ],
  params: {
    meanMgDl: param(z.number().min(100).max(400), 180, {
      what: 'the mean above which it fires',
      unit: 'mg/dL',
      source: 'ADA target before meals 80–130 mg/dL, level 1 high above 180; of a mean: convention',
    }),
    leastReadings: param(z.number().int().min(2).max(28), 4, {
      what: 'readings of that context in 7 days from which on they count',
      unit: 'readings',
      source: 'convention',
    }),
    clearMarginMgDl: param(z.number().min(0).max(100), 15, {
      what: 'how far below the limit the mean must fall to end it',
      unit: 'mg/dL',
      source: 'convention',
    }),
  },
  kinds: ['glucose'],
  source:
    'ADA Standards of Care (before meals 80–130 mg/dL; level 1 high >180); a mean of 7 days: convention',
  evaluate: (snapshot, { meanMgDl, leastReadings, clearMarginMgDl }) => {
    const { reading, standing } = snapshot;
    if (reading?.kind !== 'glucose' || (reading.meal !== 'fasting' && reading.meal !== 'before'))
      return unknown;
    const found = mealReadings(snapshot, meals);
    const last = found.at(-1);
    if (!last || found.length < leastReadings) return unknown;
    const found7 = mean(found.map(r => r.glucoseMgDl));
    if (exceeds(found7, meanMgDl)) return high(found, last, found7, meanMgDl);
    return standing && reaches(meanMgDl - clearMarginMgDl, found7) ? clear : unknown;
  },
});
