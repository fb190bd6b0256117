import type { SparklineBody } from '../../contract/worklist-why.ts';
import { shown } from '../../domain/units.ts';
import { text } from '../strings.ts';

type Size = { readonly width: number; readonly height: number };
type Point = { readonly x: number; readonly y: number };

export type SparkShape = {
  /** days in a row with a value, as points of a line */
  readonly runs: readonly string[];
  readonly dots: readonly Point[];
  /** heights of the limits that are near enough to be seen with the values */
  readonly limits: readonly number[];
  readonly last: Point | null;
};

const edge = 4;
/** A limit further off than so many spans of the values would flatten them. */
const farSpans = 2;

const runsOf = (points: readonly (Point | null)[]): Point[][] => {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point === null) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter(run => run.length > 1);
};

/** Where the values and limits of a sparkline lie. */
export const sparkShape = ({ values, limits }: SparklineBody, { width, height }: Size): SparkShape => {
  const known = values.filter(value => value !== null);
  if (known.length === 0) return { runs: [], dots: [], limits: [], last: null };
  const low = Math.min(...known);
  const high = Math.max(...known);
  const span = Math.max(high - low, Math.abs(high) * 0.05, 1);
  const near = [...new Set(limits.map(limit => limit.value))].filter(
    value => value >= low - farSpans * span && value <= high + farSpans * span,
  );
  const bottom = Math.min(low, ...near);
  const range = Math.max(high, ...near) - bottom || 1;
  const yOf = (value: number) =>
    Math.round((height - edge - ((value - bottom) / range) * (height - 2 * edge)) * 10) / 10;
  const step = (width - 2 * edge) / Math.max(1, values.length - 1);
  const points = values.map((value, day) =>
    value === null ? null : { x: Math.round((edge + day * step) * 10) / 10, y: yOf(value) },
  );
  const dots = points.filter(point => point !== null);
  return {
    runs: runsOf(points).map(run => run.map(({ x, y }) => `${x},${y}`).join(' ')),
    dots,
    limits: near.map(yOf),
    last: dots.at(-1) ?? null,
  };
};

/** What the picture shows, in a sentence. */
export const sparkLabel = ({ measure, unit, values, limits }: SparklineBody): string => {
  const known = values.filter(value => value !== null);
  const name = text.facts.measures[measure];
  const last = known.at(-1);
  if (last === undefined) return text.facts.sparkEmpty(name, values.length);
  return text.facts.spark({
    name,
    days: values.length,
    unit,
    missing: values.length - known.length,
    low: shown(Math.min(...known), 1),
    high: shown(Math.max(...known), 1),
    last: shown(last, 1),
    limits: limits.map(({ what, value }) => `${what} ${value}`),
  });
};
