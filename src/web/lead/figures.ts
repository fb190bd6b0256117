import { duration, minuteMs } from '../lib/times.ts';
import { leadWords as words } from '../strings/lead.ts';

/** "62 %"; a share that is not nothing is never told as 0 %, nor one that is not all as 100 %. */
export const percent = (share: number | null): string => {
  if (share === null) return words.none;
  if (share > 0 && share < 0.01) return '< 1 %';
  if (share < 1 && share > 0.99) return '> 99 %';
  return `${Math.round(100 * share)} %`;
};

/** "0.42" a patient and week. */
export const perWeek = (value: number | null): string => (value === null ? words.none : value.toFixed(2));

/** "4 min", "7 h", "3 d". */
export const minutesSpoken = (minutes: number): string =>
  minutes > 0 && minutes < 1 ? '< 1 min' : duration(minutes * minuteMs);

type Quality = {
  readonly ppv: number | null;
  readonly ppvInterval: readonly [number, number] | null;
  readonly coded: number;
};

/** A share with its interval and on how many it rests, or that they are too few. */
export const ppvSpoken = ({ ppv, ppvInterval, coded }: Quality): string =>
  ppv === null || ppvInterval === null
    ? words.tooFew(coded)
    : words.ppv(percent(ppv), percent(ppvInterval[0]), percent(ppvInterval[1]), coded);

/** The longest bar of a column; never 0, so that nothing is drawn to no scale. */
export const scaleOf = (values: readonly (number | null)[]): number =>
  Math.max(...values.map(value => value ?? 0), 0) || 1;

/** How many places a patient rose (above 0) or fell; null where one of the two is not known. */
export const placesUp = (then: number | null, now: number | null): number | null =>
  then === null || now === null ? null : then - now;
