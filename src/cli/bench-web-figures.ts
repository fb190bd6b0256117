import { gzipSync } from 'node:zlib';

export type Spread = {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The smallest value that at least `share` of them do not exceed; NaN of none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/** How values spread, to a tenth; null of none. */
export const spreadOf = (values: readonly number[]): Spread | null =>
  values.length === 0
    ? null
    : {
        n: values.length,
        p50: rounded(percentile(values, 0.5)),
        p95: rounded(percentile(values, 0.95)),
        max: rounded(percentile(values, 1)),
      };

/** The most keys that an item took, and the mean. */
export const keysPerItem = (keys: readonly number[]): { readonly max: number; readonly mean: number } => ({
  max: Math.max(0, ...keys),
  mean: Math.round((100 * keys.reduce((sum, each) => sum + each, 0)) / Math.max(1, keys.length)) / 100,
});

/** What these scripts weigh together, each compressed by itself as it is sent. */
export const gzipBytes = (scripts: Iterable<Uint8Array>): number =>
  [...scripts].reduce((sum, script) => sum + gzipSync(script).length, 0);
