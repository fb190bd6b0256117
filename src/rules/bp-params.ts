import { z } from 'zod';
import { param } from './define.ts';

const convention = 'convention';

/** Parameters that blood pressure and pulse rules share, each with its default. */
export const clearReadings = (byDefault: number) =>
  param(z.number().int().min(1).max(10), byDefault, {
    what: 'how many readings in a row end it',
    unit: 'readings',
    source: convention,
  });

export const repeatWithinHours = (byDefault: number) =>
  param(z.number().min(1).max(96), byDefault, {
    what: 'how long a repeat is waited for',
    unit: 'hours',
    source: 'convention: who measures once a day does so a little later on some days',
  });

export const recentDays = (byDefault: number) =>
  param(z.number().int().min(2).max(14), byDefault, {
    what: 'how many days, today among them, are the level of late',
    unit: 'days',
    source: 'home protocol of 7 days (AHA, ESH); shorter: convention',
  });

export const leastRecentDays = (byDefault: number) =>
  param(z.number().int().min(1).max(14), byDefault, {
    what: 'on how many of them it must have been measured',
    unit: 'days',
    source: 'home protocol: at least 3 days (AHA, ESH)',
  });

export const leastOwnDays = (byDefault: number) =>
  param(z.number().int().min(5).max(28), byDefault, {
    what: 'how many days before, within 5 weeks, make an own level',
    unit: 'days',
    source: convention,
  });

export const leastSpread = (byDefault: number, unit: 'mmHg' | '/min') =>
  param(z.number().min(1).max(20), byDefault, {
    what: "a person's day-to-day spread (scaled MAD) is taken for at least this",
    unit,
    source: 'measured on self-trackers: within-person SD of readings 7.6 and 8.6 mmHg; of days: convention',
  });

export const leastSpreads = (byDefault: number) =>
  param(z.number().min(0).max(6), byDefault, {
    what: 'and by at least so many own spreads',
    unit: '1',
    source: 'chosen by measurement on simulated noise',
  });

export const leastChange = (byDefault: number, unit: 'mmHg' | '/min') =>
  param(z.number().min(3).max(60), byDefault, {
    what: 'how far from the own level it must have moved',
    unit,
    source: 'chosen by measurement on simulated noise',
  });
