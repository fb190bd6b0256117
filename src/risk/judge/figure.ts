export type Interval = readonly [low: number, high: number];

/** A figure of the whole sample, with the 95 % interval over redrawn patients; null where there is none. */
export type Figure = { readonly value: number | null; readonly interval: Interval | null };

const tail = 0.025;
/** An interval of fewer draws than this would be two of their extremes. Convention. */
const fewestDraws = 20;

const quantileOf = (sorted: Float64Array, share: number): number => {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
};

/** Percentiles 2.5 and 97.5, between neighbours in proportion; a draw in which there was no such figure is left out. */
export const intervalOf = (drawn: readonly (number | null)[]): Interval | null => {
  const sorted = Float64Array.from(drawn.filter(value => value !== null)).sort();
  if (sorted.length < fewestDraws) return null;
  return [quantileOf(sorted, tail), quantileOf(sorted, 1 - tail)];
};
