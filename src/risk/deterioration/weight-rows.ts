import { type Feature, number, shiftCuts, spreadCuts } from './feature-row.ts';

export const weightRows: readonly Feature[] = [
  number(
    'weight-shift',
    'weight over the last 3 days against the 4 weeks before',
    'times the usual spread',
    shiftCuts,
    of => of.weight?.shift,
  ),
  number(
    'weight-gain-3-days',
    'weight gained in 3 days',
    'kg',
    [-1.5, -0.8, 0.7, 1, 1.5, 2],
    of => of.weight?.gain3DaysKg,
  ),
  number(
    'weight-gain-7-days',
    'weight gained in 7 days',
    'kg',
    [-2, -1, 0.9, 1.4, 2.3, 3],
    of => of.weight?.gain7DaysKg,
  ),
  number(
    'weight-gain-14-days',
    'weight gained in 14 days',
    'kg',
    [-2, -1.2, 1, 1.6, 2.5, 4],
    of => of.weight?.gain14DaysKg,
  ),
  number(
    'weight-trend-7-days',
    'trend of weight over 7 days',
    'kg a week',
    [-2.5, -1.2, 1.2, 2, 3],
    of => of.weight?.trend7DaysKgPerWeek,
  ),
  number(
    'weight-over-dry',
    'weight over the target',
    'kg',
    [-2, -1, 1.5, 2.5, 4],
    of => of.weight?.overDryKg,
  ),
  number(
    'weight-variability',
    'spread of weight over 10 days',
    'times the usual spread',
    spreadCuts,
    of => of.weight?.variability,
  ),
];
