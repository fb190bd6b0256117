import { seeded } from '../../domain/seeded.ts';

const resamples = 1_000;
const tail = 0.025;

export type Interval = readonly [low: number, high: number] | null;

const quantileOf = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

/** A share of sums over patients. */
export type Ratio<T> = { readonly over: (one: T) => number; readonly under: (one: T) => number };

/**
 * 95 % intervals of ratios of sums, by drawing patients anew 1,000 times (percentiles); one draw serves all ratios. Null
 * where there is nothing to divide by. Pure for a seed.
 */
export const bootstrap = <T>(
  patients: readonly T[],
  ratios: readonly Ratio<T>[],
  seed: number,
): readonly Interval[] => {
  const next = seeded(seed);
  const overs = ratios.map(r => Float64Array.from(patients, r.over));
  const unders = ratios.map(r => Float64Array.from(patients, r.under));
  const drawn: number[][] = ratios.map(() => []);
  const picks = new Uint32Array(patients.length);
  for (let draw = 0; draw < resamples; draw += 1) {
    for (let i = 0; i < picks.length; i += 1) picks[i] = Math.floor(next() * patients.length);
    for (let r = 0; r < ratios.length; r += 1) {
      let [over, under] = [0, 0];
      for (const pick of picks) {
        over += overs[r]?.[pick] ?? 0;
        under += unders[r]?.[pick] ?? 0;
      }
      if (under > 0) drawn[r]?.push(over / under);
    }
  }
  return drawn.map(values => {
    if (values.length === 0) return null;
    const sorted = values.sort((a, b) => a - b);
    return [quantileOf(sorted, tail), quantileOf(sorted, 1 - tail)];
  });
};
