import { type Feature, number, shiftCuts, spreadCuts } from './feature-row.ts';

export const pressureRows: readonly Feature[] = [
  number(
    'systolic-level',
    'systolic pressure over the last 3 days',
    'mmHg',
    [90, 100, 150, 160, 175],
    of => of.pressure?.systolicMmHg,
  ),
  number(
    'systolic-shift',
    'systolic pressure over the last 3 days against the 4 weeks before',
    'times the usual spread',
    shiftCuts,
    of => of.pressure?.systolicShift,
  ),
  number(
    'systolic-trend-7-days',
    'trend of systolic pressure over 7 days',
    'mmHg a week',
    [-25, -15, 15, 25],
    of => of.pressure?.systolicTrend7DaysPerWeek,
  ),
  number(
    'systolic-trend-14-days',
    'trend of systolic pressure over 14 days',
    'mmHg a week',
    [-12, -6, 6, 12],
    of => of.pressure?.systolicTrend14DaysPerWeek,
  ),
  number(
    'systolic-variability',
    'spread of systolic pressure over 10 days',
    'times the usual spread',
    spreadCuts,
    of => of.pressure?.systolicVariability,
  ),
  number(
    'lowest-systolic',
    'lowest systolic pressure of the last 3 days',
    'mmHg',
    [80, 90, 95],
    of => of.pressure?.lowestSystolicMmHg,
  ),
  number(
    'highest-systolic',
    'highest systolic pressure of the last 3 days',
    'mmHg',
    [165, 180],
    of => of.pressure?.highestSystolicMmHg,
  ),
  number(
    'pulse-level',
    'pulse over the last 3 days',
    '/min',
    [50, 90, 100, 110],
    of => of.pressure?.pulsePerMin,
  ),
  number(
    'pulse-shift',
    'pulse over the last 3 days against the 4 weeks before',
    'times the usual spread',
    shiftCuts,
    of => of.pressure?.pulseShift,
  ),
];
