import type { AdditiveWeights } from './additive.ts';

/** Logits of some rows by plain sums: what training needs between steps; scoring goes through TensorFlow.js. */
export const logitsOf = (
  { cells: learned, base }: AdditiveWeights,
  cells: Int32Array,
  terms: number,
  rows: readonly number[],
): Float64Array =>
  Float64Array.from(rows, row => {
    let logit = base;
    for (let term = row * terms; term < (row + 1) * terms; term += 1)
      logit += learned[cells[term] as number] as number;
    return logit;
  });

export const probabilityOf = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Mean cross-entropy. */
export const logLoss = (logits: Float64Array, labels: readonly number[]): number => {
  let sum = 0;
  logits.forEach((logit, i) => {
    const soft = logit > 0 ? logit + Math.log1p(Math.exp(-logit)) : Math.log1p(Math.exp(logit));
    sum += soft - (labels[i] as number) * logit;
  });
  return sum / logits.length;
};
