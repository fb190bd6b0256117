import { type Feature, number, percentOf } from './feature-row.ts';

export const adherenceRows: readonly Feature[] = [
  number('missed-7-days', 'expected readings missed in 7 days', '%', [35, 50, 70, 90], of =>
    percentOf(of.adherence.missed7Days),
  ),
  number('missed-14-days', 'expected readings missed in 14 days', '%', [35, 50, 70, 90], of =>
    percentOf(of.adherence.missed14Days),
  ),
  number(
    'missed-change',
    'share of expected readings missed, last 7 days against the 4 weeks before',
    '% points',
    [20, 35, 50, 70],
    of => percentOf(of.adherence.missedChange),
  ),
  {
    ...number('silent-days', 'days without any reading', '', [2, 3, 4, 7], of => of.adherence.silentDays),
    one: 'day without any reading',
  },
];
