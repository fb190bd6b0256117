/** The middle of the values, the mean of the two middle ones of an even count; NaN of none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Up to so many values an insertion sort is several times as fast as the engine's own. */
const few = 64;

const inOrder = (values: readonly number[]): ArrayLike<number> => {
  if (values.length > few) return new Float64Array(values).sort();
  const sorted = values.slice();
  for (let i = 1; i < sorted.length; i += 1) {
    const value = sorted[i] as number;
    let place = i;
    for (; place > 0 && (sorted[place - 1] as number) > value; place -= 1)
      sorted[place] = sorted[place - 1] as number;
    sorted[place] = value;
  }
  return sorted;
};

/** The value below which a share `q` (0–1) of the values lies, interpolated between neighbours; NaN of none. */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = inOrder(values);
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
};

/** NaN of none. */
export const mean = (values: readonly number[]): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

/** Sample standard deviation; NaN of fewer than two. */
export const standardDeviation = (values: readonly number[]): number => {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
};

/** Makes the median absolute deviation of normal values their standard deviation (Rousseeuw and Croux 1993). */
const toStandardDeviation = 1.4826;

/** The median absolute deviation about `centre`, scaled to a standard deviation; NaN of none. */
export const scaledMad = (values: readonly number[], centre: number): number =>
  toStandardDeviation * median(values.map(value => Math.abs(value - centre)));

/** A person's own level and how much it varies, in the unit of the values. */
export type Baseline = { readonly centre: number; readonly spread: number };

/** Median and scaled MAD, which is never taken for less than `leastSpread`: few or equal values hide how much varies. */
export const baselineOf = (values: readonly number[], leastSpread: number): Baseline => {
  const centre = median(values);
  return { centre, spread: Math.max(leastSpread, scaledMad(values, centre)) };
};

/** How many spreads a value lies above (or, negative, below) the baseline. */
export const spreadsAbove = (value: number, { centre, spread }: Baseline): number =>
  (value - centre) / spread;

/** The mean without the lowest and the highest of five values or more; NaN of none. */
export const trimmedMean = (values: readonly number[]): number => {
  if (values.length < 5) return mean(values);
  let sum = 0;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return (sum - least - most) / (values.length - 2);
};
