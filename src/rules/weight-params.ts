import { z } from 'zod';
import { param } from './define.ts';

const convention = 'convention';
const measured = 'chosen by measurement on simulated noise';

/** Parameters that weight rules share, each with its default. */
export const clearShare = param(z.number().min(0).max(0.95), 0.5, {
  what: 'ends below this share of the limit, twice in a row',
  unit: '1',
  source: convention,
});

export const gapHours = param(z.number().min(24).max(168), 72, {
  what: 'so long without a weigh-in starts a new baseline',
  unit: 'hours',
  source: 'a gap of 3 days starts a new baseline',
});

export const gapDays = param(z.number().int().min(2).max(35), 7, {
  what: 'so many days from one weigh-in to the next start a new baseline',
  unit: 'days',
  source: `${measured}: at 3 days, who weighs on 5 days a week hardly ever has one (found 49 % of gains, at 7 days 70 %)`,
});

export const leastDays = (byDefault: number) =>
  param(z.number().int().min(3).max(28), byDefault, {
    what: 'how many days with a weigh-in, within 5 weeks, make an own level',
    unit: 'days',
    source: convention,
  });

export const leastDaysAfterDischarge = param(z.number().int().min(3).max(28), 5, {
  what: 'the same in the days after a hospital stay that `dischargeDays` says',
  unit: 'days',
  source: convention,
});

export const dischargeDays = param(z.number().int().min(0).max(90), 30, {
  what: 'for so many days after a hospital stay limits are tighter',
  unit: 'days',
  source: 'the 30 days in which readmissions are counted; 0: never',
});

export const dischargeShare = param(z.number().min(0.3).max(1), 0.85, {
  what: 'by this share of the limit',
  unit: '1',
  source: convention,
});

export const crossingParams = {
  fastDays: param(z.number().min(1).max(7), 2.5, {
    what: 'half-life of the average of the last days',
    unit: 'days',
    source: `${measured}: of 1.5 to 4 days, with 7 to 15 for the slow one, no pair does better`,
  }),
  slowDays: param(z.number().min(5).max(28), 10, {
    what: 'half-life of the slower average it is held against',
    unit: 'days',
    source: measured,
  }),
  clampKg: param(z.number().min(0.5).max(10), 3, {
    what: "no weigh-in counts as farther from the person's own level",
    unit: 'kg',
    source: convention,
  }),
} as const;
