/** Values of local days, a value a day at most, in any order; days without one are left out. */
export type Series = { readonly days: readonly number[]; readonly values: readonly number[] };

export const seriesOf = <T extends { readonly day: number }>(
  rollups: readonly T[],
  read: (rollup: T) => number | null,
): Series => {
  const days: number[] = [];
  const values: number[] = [];
  for (const rollup of rollups) {
    const value = read(rollup);
    if (value === null) continue;
    days.push(rollup.day);
    values.push(value);
  }
  return { days, values };
};

/** Values of days from `from` up to, not including, `before`. */
export const valuesIn = ({ days, values }: Series, from: number, before: number): number[] => {
  const found: number[] = [];
  for (let i = 0; i < days.length; i += 1) {
    const day = days[i] as number;
    if (day >= from && day < before) found.push(values[i] as number);
  }
  return found;
};

/** Null without a value. */
export const meanIn = (series: Series, from: number, before: number): number | null => {
  const { days, values } = series;
  let [sum, count] = [0, 0];
  for (let i = 0; i < days.length; i += 1) {
    const day = days[i] as number;
    if (day < from || day >= before) continue;
    sum += values[i] as number;
    count += 1;
  }
  return count === 0 ? null : sum / count;
};

/** Sorts in place and gives the middle; small arrays, so by insertion. */
const middleOf = (values: number[] | Float64Array, count: number): number => {
  for (let i = 1; i < count; i += 1) {
    const value = values[i] as number;
    let at = i - 1;
    while (at >= 0 && (values[at] as number) > value) {
      values[at + 1] = values[at] as number;
      at -= 1;
    }
    values[at + 1] = value;
  }
  const half = count >> 1;
  const upper = values[half] as number;
  return count % 2 === 1 ? upper : ((values[half - 1] as number) + upper) / 2;
};

export type OwnLevel = { readonly centre: number; readonly spread: number };

const toStandardDeviation = 1.4826;

/** Median and scaled median absolute deviation, never less than `leastSpread`; null below `least` values. */
export const ownLevelOf = (values: number[], least: number, leastSpread: number): OwnLevel | null => {
  if (values.length < least) return null;
  const centre = middleOf(values, values.length);
  for (let i = 0; i < values.length; i += 1) values[i] = Math.abs((values[i] as number) - centre);
  const spread = toStandardDeviation * middleOf(values, values.length);
  return { centre, spread: Math.max(leastSpread, spread) };
};

/** Sample standard deviation; null below `least` values. */
export const spreadIn = (values: readonly number[], least: number): number | null => {
  if (values.length < least) return null;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
};

const mostDays = 16;
const slopes = new Float64Array((mostDays * (mostDays - 1)) / 2);

/** The median of the slopes between all pairs of days (Theil–Sen), per week, of 16 days at most; null below `least` values. */
export const slopePerWeek = (series: Series, from: number, before: number, least: number): number | null => {
  const { days, values } = series;
  const at: number[] = [];
  for (let i = 0; i < days.length; i += 1) {
    const day = days[i] as number;
    if (day >= from && day < before && at.length < mostDays) at.push(i);
  }
  if (at.length < least) return null;
  let count = 0;
  for (let i = 0; i < at.length; i += 1) {
    const a = at[i] as number;
    for (let j = i + 1; j < at.length; j += 1) {
      const b = at[j] as number;
      slopes[count] =
        ((values[b] as number) - (values[a] as number)) / ((days[b] as number) - (days[a] as number));
      count += 1;
    }
  }
  return 7 * middleOf(slopes, count);
};
