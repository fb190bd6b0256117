import { z } from 'zod';
import { param } from './define.ts';

const days = (least: number, most: number, byDefault: number, what: string, source: string) =>
  param(z.number().int().min(least).max(most), byDefault, { what, unit: 'days', source });

/** What the rules on missed readings may be set to. */
export const missedParams = {
  expectedToMiss: param(z.number().int().min(1).max(20), 2, {
    what: 'expected readings that may be missed, for who measures less than daily',
    unit: 'readings',
    source: 'convention',
  }),
  habitDays: days(7, 35, 28, 'the days up to the last reading that tell what is usual', 'convention'),
  leastDays: days(4, 28, 8, 'days with a reading from which on what is usual is known', 'convention'),
  chanceWeeks: param(z.number().min(4).max(104), 20, {
    what: 'a silence that chance brings, by own habit, once in so many weeks is no news',
    unit: 'weeks',
    source: 'convention',
  }),
  marginDays: days(
    0,
    14,
    3,
    'nor is one that is no longer than the longest usual one and so many days more',
    'convention',
  ),
  holidayDays: days(
    2,
    14,
    5,
    'a silence of so many days or more is no usual one: a holiday makes no habit',
    'convention',
  ),
  mostDays: days(
    2,
    30,
    8,
    "no own habit stretches what is allowed further; the program's own days may",
    'convention',
  ),
  heardFactor: param(z.number().min(1).max(10), 2, {
    what: 'how many times as long is waited while other readings of the patient come',
    unit: '1',
    source: 'convention',
  }),
  warningDays: days(2, 60, 14, 'days of silence from which on it is a warning for everyone', 'convention'),
  dischargeDays: days(
    0,
    90,
    30,
    'days after a discharge in which silence is a warning, as it always is in heart failure',
    'BEAT-HF (PMC7352152): lower adherence goes with admission in the following week',
  ),
  lowBatteryPercent: param(z.number().min(0).max(100), 15, {
    what: 'a battery at or below it is told of, as it may explain the silence',
    unit: '%',
    source: 'convention',
  }),
};

export type MissedParams = { readonly [K in keyof typeof missedParams]: number };
