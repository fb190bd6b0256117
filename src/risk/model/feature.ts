/**
 * How a value becomes one of a feature's bins. Bin 0 is "not known"; of numbers, bin k holds what is below `cuts[k-1]` and
 * no longer below `cuts[k-2]`; of categories, bin k is `levels[k-1]`, and a level nobody has seen is not known.
 */
export type FeatureSpec = {
  readonly id: string;
  /** "admissions in the last year" */
  readonly label: string;
} & (
  | { readonly kind: 'number'; readonly unit: string; readonly cuts: readonly number[] }
  | { readonly kind: 'category'; readonly levels: readonly { readonly id: string; readonly label: string }[] }
);

export type FeatureValue = number | string | null;

/** A feature of `T`: its spec, and where its value is. */
export type FeatureOf<T> = FeatureSpec & {
  readonly value: (of: T) => FeatureValue;
  /** the label of a count of 1: "admission in the last year" */
  readonly one?: string;
};

export const binCount = (spec: FeatureSpec): number =>
  spec.kind === 'number' ? spec.cuts.length + 2 : spec.levels.length + 1;

export const binOf = (spec: FeatureSpec, value: FeatureValue): number => {
  if (value === null) return 0;
  if (spec.kind === 'category') return spec.levels.findIndex(level => level.id === value) + 1;
  const beyond = spec.cuts.findIndex(cut => (value as number) < cut);
  return beyond === -1 ? spec.cuts.length + 1 : beyond + 1;
};

/** Bins of many rows: n × features, row by row. */
export const binsOf = <T>(features: readonly FeatureOf<T>[], rows: readonly T[]): Uint8Array => {
  const bins = new Uint8Array(rows.length * features.length);
  rows.forEach((row, i) => {
    features.forEach((feature, f) => {
      bins[i * features.length + f] = binOf(feature, feature.value(row));
    });
  });
  return bins;
};

const spanText = (cuts: readonly number[], bin: number): string => {
  const from = cuts[bin - 2];
  const below = cuts[bin - 1];
  if (from === undefined) return `under ${below}`;
  if (below === undefined) return `${from} or more`;
  return below - from === 1 && Number.isInteger(from) ? `${from}` : `${from} to under ${below}`;
};

const singular: Readonly<Record<string, string>> = { days: 'day', years: 'year' };

/** "1 day", "2 days", "3 to under 5 kg" */
export const withUnit = (text: string, unit: string): string =>
  unit === '' ? text : `${text} ${text === '1' ? (singular[unit] ?? unit) : unit}`;

/** What a bin holds, in words: "2 days", "home", "not known". */
export const binText = (spec: FeatureSpec, bin: number): string => {
  if (bin === 0) return 'not known';
  if (spec.kind === 'category') return spec.levels[bin - 1]?.label ?? 'not known';
  return withUnit(spanText(spec.cuts, bin), spec.unit);
};
