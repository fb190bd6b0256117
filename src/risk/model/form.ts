import { binCount, type FeatureSpec } from './feature.ts';

/** A table over two features' bins, each gathered into few groups: `groupsA[bin of a]`, `groupsB[bin of b]`. */
export type PairSpec = {
  readonly a: string;
  readonly b: string;
  readonly groupsA: readonly number[];
  readonly groupsB: readonly number[];
};

/** What an additive model sums: a shape a feature, then a table a pair; each term has its cells in one long table. */
export type AdditiveForm = {
  readonly features: readonly FeatureSpec[];
  readonly pairs: readonly PairSpec[];
};

export type Term = { readonly offset: number; readonly cells: number };

export const groupCount = (groups: readonly number[]): number => Math.max(...groups) + 1;

const cellsOf = ({ features, pairs }: AdditiveForm): readonly number[] => [
  ...features.map(binCount),
  ...pairs.map(({ groupsA, groupsB }) => groupCount(groupsA) * groupCount(groupsB)),
];

/** Where each term's cells lie: features first, then pairs. */
export const termsOf = (form: AdditiveForm): readonly Term[] => {
  let offset = 0;
  return cellsOf(form).map(cells => {
    const term = { offset, cells };
    offset += cells;
    return term;
  });
};

export const totalCells = (form: AdditiveForm): number =>
  cellsOf(form).reduce((sum, cells) => sum + cells, 0);

/**
 * The cell of every term for rows whose features' bins are given (n × features, row by row): n × terms, ready for the
 * model.
 */
export const cellsOfBins = (form: AdditiveForm, bins: Uint8Array, rows: number): Int32Array => {
  const { features, pairs } = form;
  const terms = termsOf(form);
  const place = new Map(features.map((f, i) => [f.id, i]));
  const sides = pairs.map(pair => ({
    ...pair,
    atA: place.get(pair.a) as number,
    atB: place.get(pair.b) as number,
    width: groupCount(pair.groupsB),
  }));
  const cells = new Int32Array(rows * terms.length);
  for (let row = 0; row < rows; row += 1) {
    const from = row * features.length;
    const to = row * terms.length;
    for (let f = 0; f < features.length; f += 1)
      cells[to + f] = (terms[f] as Term).offset + (bins[from + f] as number);
    for (let p = 0; p < sides.length; p += 1) {
      const { atA, atB, groupsA, groupsB, width } = sides[p] as (typeof sides)[number];
      const a = groupsA[bins[from + atA] as number] as number;
      const b = groupsB[bins[from + atB] as number] as number;
      cells[to + features.length + p] = (terms[features.length + p] as Term).offset + a * width + b;
    }
  }
  return cells;
};
