import type { AdditiveWeights } from '../model/additive.ts';
import { type AdditiveForm, type Term, termsOf } from '../model/form.ts';
import { probabilityOf } from '../model/score-cells.ts';

export type Settling = {
  readonly form: AdditiveForm;
  /** n × terms */
  readonly cells: Int32Array;
  readonly labels: Uint8Array;
  /** by feature: the cell of a stable patient, which stays 0; null for what is no part of the shown score */
  readonly stable: readonly (number | null)[];
  /** pull of each cell towards 0, and of a number's neighbouring cells towards each other, in rows */
  readonly pull: number;
  readonly smoothness: number;
};

const rounds = 60;
/** features lean on each other: each takes a part of its own step */
const damping = 0.5;

type Sums = { readonly gradient: Float64Array; readonly curvature: Float64Array };

/** Of a feature's cells: how far the outcomes lie above what is predicted, and how sure that is. */
const sumsOf = (
  { cells, labels }: Settling,
  logits: Float64Array,
  { offset, cells: count }: Term,
  term: number,
  wide: number,
): Sums => {
  const gradient = new Float64Array(count);
  const curvature = new Float64Array(count);
  for (let row = 0; row < logits.length; row += 1) {
    const cell = (cells[row * wide + term] as number) - offset;
    const p = probabilityOf(logits[row] as number);
    gradient[cell] = (gradient[cell] as number) + (labels[row] as number) - p;
    curvature[cell] = (curvature[cell] as number) + p * (1 - p);
  }
  return { gradient, curvature };
};

/** What lies farther from a stable patient never counts less than what lies nearer; bin 0, "not known", is apart. */
const noLessFarther = (bins: Float64Array, stableBin: number): Float64Array => {
  for (let bin = stableBin + 1; bin < bins.length; bin += 1)
    bins[bin] = Math.max(bins[bin] as number, bins[bin - 1] as number);
  for (let bin = stableBin - 1; bin > 0; bin -= 1)
    bins[bin] = Math.max(bins[bin] as number, bins[bin + 1] as number);
  return bins;
};

/**
 * A damped Newton step of each cell towards its penalised best, never below 0 and 0 where a stable patient stands; of
 * numbers, never less farther away.
 */
const stepped = (
  { form, stable, pull, smoothness }: Settling,
  learned: Float64Array,
  { offset, cells: count }: Term,
  { gradient, curvature }: Sums,
  term: number,
): Float64Array => {
  const isNumber = form.features[term]?.kind === 'number';
  const settledBins = Float64Array.from({ length: count }, (_, bin) => {
    const cell = offset + bin;
    const now = learned[cell] as number;
    if (cell === stable[term]) return 0;
    const beside = isNumber && bin > 0 ? [bin - 1, bin + 1].filter(b => b > 0 && b < count) : [];
    const bends = beside.reduce((sum, b) => sum + now - (learned[offset + b] as number), 0);
    const up = (gradient[bin] as number) - pull * now - smoothness * bends;
    const next =
      now + (damping * up) / ((curvature[bin] as number) + pull + smoothness * beside.length + 1e-9);
    return stable[term] === null ? next : Math.max(0, next);
  });
  const stableBin = (stable[term] ?? offset) - offset;
  return isNumber && stableBin > 0 ? noLessFarther(settledBins, stableBin) : settledBins;
};

/** What is settled, in place. */
type State = { readonly learned: Float64Array; readonly logits: Float64Array; base: number };

const startOf = (
  { form, cells, labels, stable }: Settling,
  { cells: start, base }: AdditiveWeights,
): State => {
  const terms = termsOf(form);
  const wide = terms.length;
  const learned = Float64Array.from(start, (value, cell) =>
    terms.some((t, f) => stable[f] !== null && cell >= t.offset && cell < t.offset + t.cells)
      ? Math.max(0, value)
      : value,
  );
  const logits = Float64Array.from(labels, (_, row) => {
    let sum = base;
    for (let i = row * wide; i < (row + 1) * wide; i += 1) sum += learned[cells[i] as number] as number;
    return sum;
  });
  return { learned, logits, base };
};

const settleTerm = (
  settling: Settling,
  { learned, logits }: State,
  terms: readonly Term[],
  term: number,
): void => {
  const { cells } = settling;
  const wide = terms.length;
  const its = terms[term] as Term;
  const next = stepped(settling, learned, its, sumsOf(settling, logits, its, term, wide), term);
  for (let row = 0; row < logits.length; row += 1) {
    const cell = cells[row * wide + term] as number;
    logits[row] = (logits[row] as number) + (next[cell - its.offset] as number) - (learned[cell] as number);
  }
  learned.set(next, its.offset);
};

const settleBase = ({ labels }: Settling, state: State): void => {
  const { logits } = state;
  let [up, bend] = [0, 0];
  logits.forEach((logit, row) => {
    const p = probabilityOf(logit);
    up += (labels[row] as number) - p;
    bend += p * (1 - p);
  });
  state.base += up / bend;
  for (let row = 0; row < logits.length; row += 1) logits[row] = (logits[row] as number) + up / bend;
};

/**
 * Settles the shapes under a bound: no part is below 0, so that what is better than stable, or not known, or silence,
 * makes up for nothing. Penalised likelihood by cyclic Newton steps; what everybody has in common goes to the base.
 */
export const neverReassuring = (settling: Settling, start: AdditiveWeights): AdditiveWeights => {
  const terms = termsOf(settling.form);
  const state = startOf(settling, start);
  for (let round = 0; round < rounds; round += 1) {
    for (const term of terms.keys()) settleTerm(settling, state, terms, term);
    settleBase(settling, state);
  }
  return { cells: Float32Array.from(state.learned), base: state.base };
};
