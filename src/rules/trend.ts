import { type Baseline, median, spreadsAbove } from './robust.ts';

/** `x` in days, `y` in the unit of the values. */
export type Point = { readonly x: number; readonly y: number };

/** Theil–Sen: the median of the slopes between all pairs, per day; up to 29 % outliers do not break it. NaN without a pair. */
export const theilSen = (points: readonly Point[]): number => {
  const slopes: number[] = [];
  points.forEach((a, i) => {
    for (let j = i + 1; j < points.length; j++) {
      const b = points[j] as Point;
      if (b.x !== a.x) slopes.push((b.y - a.y) / (b.x - a.x));
    }
  });
  return median(slopes);
};

/**
 * The exponentially weighted mean of points in order of `x`, begun at `start`: what lies `halfLifeDays` back counts half.
 * A gap of several days weighs as that many days; `stepDays` is how far before the first point `start` lies.
 */
export const ewma = (
  points: readonly Point[],
  start: number,
  halfLifeDays: number,
  stepDays: number = 1,
): number => {
  let level = start;
  let before = (points[0]?.x ?? 0) - stepDays;
  for (const { x, y } of points) {
    level += (y - level) * (1 - 2 ** (-(x - before) / halfLifeDays));
    before = x;
  }
  return level;
};

export type Cusum = {
  /** in spreads: what is let pass at each point; half of the shift that is looked for */
  readonly slack: number;
  /** in spreads: no single point counts for more, so that one outlier does not decide */
  readonly most: number;
};

/** One-sided cumulative sum, in spreads, of how far points lie above the baseline; negate both to look downwards. */
export const cusumAbove = (points: readonly Point[], baseline: Baseline, { slack, most }: Cusum): number => {
  let sum = 0;
  for (const { y } of points) sum = Math.max(0, sum + Math.min(most, spreadsAbove(y, baseline)) - slack);
  return sum;
};
