import type { AdditiveWeights } from './additive.ts';
import { type AdditiveForm, groupCount, type Term, termsOf } from './form.ts';

const rounds = 20;

type Counted = { readonly learned: Float64Array; readonly counts: Float64Array };

/** Takes the mean of some cells, weighed by rows, away from them and returns it. */
const takeMean = ({ learned, counts }: Counted, cells: readonly number[]): number => {
  let sum = 0;
  let rows = 0;
  for (const cell of cells) {
    sum += (learned[cell] as number) * (counts[cell] as number);
    rows += counts[cell] as number;
  }
  if (rows === 0) return 0;
  for (const cell of cells) learned[cell] = (learned[cell] as number) - sum / rows;
  return sum / rows;
};

const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);

/** The cells of a table's rows (or columns), and the bins of the feature they belong to. */
const strips = (
  table: Term,
  groups: readonly number[],
  stripCells: (group: number) => readonly number[],
  shape: Term,
) =>
  range(groupCount(groups)).map(group => ({
    cells: stripCells(group).map(cell => table.offset + cell),
    bins: groups.flatMap((of, bin) => (of === group ? [shape.offset + bin] : [])),
  }));

const stripsOf = (form: AdditiveForm, terms: readonly Term[]) => {
  const shapeOf = new Map(form.features.map((f, i) => [f.id, terms[i] as Term]));
  return form.pairs.flatMap(({ a, b, groupsA, groupsB }, i) => {
    const table = terms[form.features.length + i] as Term;
    const [high, wide] = [groupCount(groupsA), groupCount(groupsB)];
    const row = (group: number) => range(wide).map(column => group * wide + column);
    const column = (group: number) => range(high).map(r => r * wide + group);
    return [
      ...strips(table, groupsA, row, shapeOf.get(a) as Term),
      ...strips(table, groupsB, column, shapeOf.get(b) as Term),
    ];
  });
};

/**
 * The same scores, told so that each term says only its own: what a pair's rows and columns have in common moves to the
 * shapes, and what a shape has in common to the base; then every term is 0 on average over the training rows (Lengerich
 * et al. 2020, "Purifying interaction effects").
 */
export const purify = (form: AdditiveForm, weights: AdditiveWeights, cells: Int32Array): AdditiveWeights => {
  const terms = termsOf(form);
  const learned = Float64Array.from(weights.cells);
  const counts = new Float64Array(learned.length);
  for (const cell of cells) counts[cell] = (counts[cell] as number) + 1;
  const counted = { learned, counts };
  const all = stripsOf(form, terms);
  for (let round = 0; round < rounds; round += 1) {
    for (const strip of all) {
      const mean = takeMean(counted, strip.cells);
      for (const bin of strip.bins) learned[bin] = (learned[bin] as number) + mean;
    }
  }
  const base = terms.slice(0, form.features.length).reduce(
    (sum, { offset, cells: length }) =>
      sum +
      takeMean(
        counted,
        range(length).map(i => offset + i),
      ),
    weights.base,
  );
  return { cells: Float32Array.from(learned), base };
};
