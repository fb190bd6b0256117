import { type Feature, number, percentOf, shiftCuts, spreadCuts } from './feature-row.ts';

export const glucoseRows: readonly Feature[] = [
  number(
    'glucose-level',
    'glucose over the last 3 days',
    'mg/dL',
    [80, 220, 260, 300],
    of => of.glucose?.meanMgDl,
  ),
  number(
    'glucose-shift',
    'glucose over the last 3 days against the 4 weeks before',
    'times the usual spread',
    shiftCuts,
    of => of.glucose?.shift,
  ),
  number(
    'glucose-trend-7-days',
    'trend of glucose over 7 days',
    'mg/dL a week',
    [-60, -30, 30, 60],
    of => of.glucose?.trend7DaysPerWeek,
  ),
  number(
    'glucose-variability',
    'spread of glucose over 10 days',
    'times the usual spread',
    spreadCuts,
    of => of.glucose?.variability,
  ),
  number('glucose-in-range', 'days of the last 7 with all glucose within 70–180 mg/dL', '%', [15], of =>
    percentOf(of.glucose?.inRange),
  ),
  number(
    'glucose-in-range-change',
    'share of days with all glucose within 70–180 mg/dL, last 7 against the 4 weeks before',
    '% points',
    [-50, -30, 30],
    of => percentOf(of.glucose?.inRangeChange),
  ),
  number('glucose-low-days', 'days of the last 7 with glucose below 70 mg/dL', '%', [20, 35, 50], of =>
    percentOf(of.glucose?.lowDays),
  ),
];
