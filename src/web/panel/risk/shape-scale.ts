import type { ShapeBody } from '../../../contract/models.ts';

export type Range = readonly [low: number, high: number];

/** From the lowest to the highest points of the shapes; 0 is always within. */
export const rangeOf = (shapes: readonly Pick<ShapeBody, 'bins'>[]): Range => {
  const points = shapes.flatMap(({ bins }) => bins.map(bin => bin.points));
  return [Math.min(0, ...points), Math.max(0, ...points)];
};

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** Places of bins and points in a box, in the units of an SVG. */
export const scaleOf = (bins: number, [low, high]: Range, { left, top, width, height }: Box) => {
  const slot = width / Math.max(1, bins);
  const reach = high - low || 1;
  return {
    slot,
    x: (bin: number): number => left + bin * slot,
    y: (points: number): number => top + (height * (high - points)) / reach,
  };
};

/** A step line through the bins from the first that is known, as an SVG path. */
export const shapePath = (points: readonly number[], { x, y }: ReturnType<typeof scaleOf>): string =>
  points
    .map((value, bin) => (bin === 0 ? '' : `${bin === 1 ? `M${x(1)} ` : 'V'}${y(value)}H${x(bin + 1)}`))
    .join('');
