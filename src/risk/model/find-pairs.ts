import { binCount, type FeatureSpec } from './feature.ts';
import type { PairSpec } from './form.ts';

const mostGroups = 6;

/**
 * A number's bins gathered into few groups of like size, "not known" apart; categories stay as they are.
 */
export const groupsOf = (spec: FeatureSpec, counts: readonly number[]): readonly number[] => {
  const bins = binCount(spec);
  if (spec.kind === 'category' || bins <= mostGroups + 1)
    return Array.from({ length: bins }, (_, bin) => bin);
  const known = counts.slice(1).reduce((sum, count) => sum + count, 0);
  let group = 1;
  let below = 0;
  return Array.from({ length: bins }, (_, bin) => {
    if (bin === 0) return 0;
    const mine = group;
    below += counts[bin] ?? 0;
    if (group < mostGroups && below >= (known * group) / mostGroups) group += 1;
    return mine;
  });
};

export type Residuals = {
  readonly features: readonly FeatureSpec[];
  /** n × features */
  readonly bins: Uint8Array;
  readonly rows: readonly number[];
  /** label minus probability, and p (1 − p), a row of `rows` each */
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
};

const countsOf = ({ features, bins, rows }: Residuals): readonly number[][] =>
  features.map((spec, f) => {
    const counts = new Array<number>(binCount(spec)).fill(0);
    for (const row of rows) {
      const bin = bins[row * features.length + f] as number;
      counts[bin] = (counts[bin] as number) + 1;
    }
    return counts;
  });

/** how many rows a cell must be worth before it is believed */
const prior = 30;

type Side = { readonly at: number; readonly groups: readonly number[]; readonly count: number };

/** How much a table over two features would explain of what the shapes leave, beyond what chance would. */
const gainOf = ({ features, bins, rows, gradient, curvature }: Residuals, a: Side, b: Side): number => {
  const sums = new Float64Array(a.count * b.count);
  const weights = new Float64Array(a.count * b.count);
  rows.forEach((row, i) => {
    const from = row * features.length;
    const cell =
      (a.groups[bins[from + a.at] as number] as number) * b.count +
      (b.groups[bins[from + b.at] as number] as number);
    sums[cell] = (sums[cell] as number) + (gradient[i] as number);
    weights[cell] = (weights[cell] as number) + (curvature[i] as number);
  });
  let gain = 0;
  sums.forEach((sum, cell) => {
    const weight = weights[cell] as number;
    gain += (sum * sum - weight) / (weight + prior);
  });
  return gain;
};

/**
 * Pairs of features, best first, by what a table over both would explain of the residuals (after FAST, Lou et al. 2013,
 * "Accurate intelligible models with pairwise interactions").
 */
export const findPairs = (residuals: Residuals, most: number): readonly PairSpec[] => {
  const { features } = residuals;
  const counts = countsOf(residuals);
  const sides: Side[] = features.map((spec, at) => {
    const groups = groupsOf(spec, counts[at] as number[]);
    return { at, groups, count: Math.max(...groups) + 1 };
  });
  const found: { readonly gain: number; readonly pair: PairSpec }[] = [];
  for (const [i, a] of sides.entries()) {
    for (const b of sides.slice(i + 1)) {
      const gain = gainOf(residuals, a, b);
      const [specA, specB] = [features[a.at] as FeatureSpec, features[b.at] as FeatureSpec];
      if (gain > 0)
        found.push({ gain, pair: { a: specA.id, b: specB.id, groupsA: a.groups, groupsB: b.groups } });
    }
  }
  return found
    .toSorted((x, y) => y.gain - x.gain)
    .slice(0, most)
    .map(({ pair }) => pair);
};
