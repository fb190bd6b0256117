import type { AlertLoadBody } from '../../../contract/reports.ts';
import { dayMs } from '../../lib/times.ts';

export type Week = { readonly from: string; readonly to: string };

/** So many whole weeks up to `to`, the earliest first. */
export const weeksUpTo = (to: string, count: number): Week[] =>
  Array.from({ length: count }, (_, index) => {
    const end = Date.parse(to) - 7 * dayMs * (count - 1 - index);
    return { from: new Date(end - 7 * dayMs).toISOString(), to: new Date(end).toISOString() };
  });

export type Point = { readonly from: string; readonly value: number | null };

/** Lines per patient-week of one program, week by week, from the first week that had a patient. */
export const pointsOf = (program: string, weeks: readonly AlertLoadBody[]): Point[] => {
  const points = weeks.map(({ from, programs }) => ({
    from,
    value: programs.find(each => each.program === program)?.itemsPerPatientWeek ?? null,
  }));
  const first = points.findIndex(({ value }) => value !== null);
  return first === -1 ? [] : points.slice(first);
};
