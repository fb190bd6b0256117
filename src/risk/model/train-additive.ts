import type { AdditiveWeights } from './additive.ts';

import type { FeatureSpec } from './feature.ts';
import { findPairs } from './find-pairs.ts';
import { type FitSettings, fitAdditive } from './fit.ts';
import { type AdditiveForm, cellsOfBins, type PairSpec, termsOf } from './form.ts';
import { purify } from './purify.ts';
import { logitsOf, logLoss, probabilityOf } from './score-cells.ts';
import { shuffled } from './shuffled.ts';

export type TrainData = {
  readonly features: readonly FeatureSpec[];
  /** n × features */
  readonly bins: Uint8Array;
  /** 0 or 1 */
  readonly labels: Uint8Array;
  /** whose row it is: all of a patient's rows are on one side of every split */
  readonly patients: readonly string[];
};

export type Candidate = { readonly pairs: number; readonly pairL2: number };

export type TrainSettings = {
  readonly fit: Omit<FitSettings, 'pairL2' | 'stopAfter'>;
  readonly candidates: readonly Candidate[];
  readonly innerFolds: number;
  /** models on 85 % of the patients each, whose mean is the model */
  readonly bags: number;
};

export type Chosen = Candidate & { readonly epochs: number; readonly logLoss: number };

export type Trained = {
  readonly form: AdditiveForm;
  readonly weights: AdditiveWeights;
  readonly chosen: Chosen;
  /** every candidate's best mean cross-entropy over the inner folds */
  readonly tried: readonly Chosen[];
};

export type OnStep = (done: number, of: number, doing: string) => void;

const bagShare = 0.85;

/** A part of each patient, 0 to below `parts`, the same for the same seed. */
export const partsByPatient = (
  patients: readonly string[],
  parts: number,
  seed: number,
): ReadonlyMap<string, number> => {
  const order = shuffled([...new Set(patients)].toSorted(), seed);
  return new Map(order.map((patient, i) => [patient, i % parts]));
};

const withForm = (data: TrainData, pairs: readonly PairSpec[]) => {
  const form: AdditiveForm = { features: data.features, pairs };
  const cells = cellsOfBins(form, data.bins, data.labels.length);
  return { form, cells, labels: data.labels, terms: termsOf(form).length };
};

/** pairs are looked for this many at a time: what one explains, the next round no longer sees */
const pairsAtOnce = 8;

const pairsFrom = (
  data: TrainData,
  rows: readonly number[],
  fit: FitSettings,
  most: number,
): readonly PairSpec[] => {
  const pairs: PairSpec[] = [];
  while (pairs.length < most) {
    const formed = withForm(data, pairs);
    const p = logitsOf(fitAdditive(formed, rows, fit), formed.cells, formed.terms, rows).map(probabilityOf);
    const gradient = p.map((value, i) => (data.labels[rows[i] as number] as number) - value);
    const curvature = p.map(value => value * (1 - value));
    const residuals = { features: data.features, bins: data.bins, rows, gradient, curvature };
    const found = findPairs(residuals, pairs.length + pairsAtOnce).filter(
      ({ a, b }) => !pairs.some(known => known.a === a && known.b === b),
    );
    if (found.length === 0) break;
    pairs.push(...found.slice(0, Math.min(pairsAtOnce, most - pairs.length)));
  }
  return pairs;
};

const fitOf = ({ fit }: TrainSettings, pairL2: number, stopAfter: number, seed: number): FitSettings => ({
  ...fit,
  pairL2,
  stopAfter,
  seed: fit.seed + seed,
});

const mostPairs = ({ candidates }: TrainSettings): number => Math.max(...candidates.map(c => c.pairs));

/** The strongest pull of those tried: pairs are looked for with caution. */
const searchPull = ({ candidates }: TrainSettings): number => Math.max(...candidates.map(c => c.pairL2));

/** Cross-entropy on the rows left aside, after each epoch. */
const lossesOf = (
  data: TrainData,
  pairs: readonly PairSpec[],
  { learn, aside }: { readonly learn: readonly number[]; readonly aside: readonly number[] },
  settings: FitSettings,
): readonly number[] => {
  const formed = withForm(data, pairs);
  const labels = aside.map(row => data.labels[row] as number);
  const losses: number[] = [];
  fitAdditive(formed, learn, settings, (_, read) => {
    losses.push(logLoss(logitsOf(read(), formed.cells, formed.terms, aside), labels));
  });
  return losses;
};

const splitBy = (rows: readonly number[], isAside: (row: number) => boolean) => ({
  learn: rows.filter(row => !isAside(row)),
  aside: rows.filter(isAside),
});

const best = (candidate: Candidate, folds: readonly (readonly number[])[], epochs: number): Chosen => {
  if (folds.length === 0) return { ...candidate, epochs, logLoss: Number.NaN };
  const mean = (folds[0] ?? []).map(
    (_, e) => folds.reduce((sum, l) => sum + (l[e] as number), 0) / folds.length,
  );
  const logLossAt = Math.min(...mean);
  return { ...candidate, epochs: mean.indexOf(logLossAt) + 1, logLoss: logLossAt };
};

/** Chooses pairs, their pull and the number of epochs on inner folds by patient. */
const choose = async (
  data: TrainData,
  rows: readonly number[],
  settings: TrainSettings,
  onStep: (doing: string) => void,
): Promise<readonly Chosen[]> => {
  const { candidates, innerFolds, fit } = settings;
  const fold = partsByPatient(
    rows.map(row => data.patients[row] as string),
    innerFolds,
    fit.seed,
  );
  const losses = candidates.map((): (readonly number[])[] => []);
  for (let inner = 0; inner < innerFolds; inner += 1) {
    const split = splitBy(rows, row => fold.get(data.patients[row] as string) === inner);
    const searchFit = fitOf(settings, searchPull(settings), fit.epochs, 0);
    const pairs = pairsFrom(data, split.learn, searchFit, mostPairs(settings));
    for (const [i, { pairs: count, pairL2 }] of candidates.entries()) {
      const ofFold = lossesOf(data, pairs.slice(0, count), split, fitOf(settings, pairL2, fit.epochs, 0));
      losses[i]?.push(ofFold);
      onStep(`inner fold ${inner + 1} of ${innerFolds}, ${count} pairs`);
      await new Promise(setImmediate);
    }
  }
  return candidates.map((candidate, i) => best(candidate, losses[i] ?? [], fit.epochs));
};

const meanOf = (all: readonly AdditiveWeights[]): AdditiveWeights => {
  const cells = new Float32Array((all[0] as AdditiveWeights).cells.length);
  for (const one of all)
    one.cells.forEach((value, i) => {
      cells[i] = (cells[i] as number) + value / all.length;
    });
  return { cells, base: all.reduce((sum, { base }) => sum + base, 0) / all.length };
};

/** How many steps `trainAdditive` tells of. */
export const stepsOf = ({ candidates, innerFolds, bags }: TrainSettings): number =>
  candidates.length * innerFolds + bags;

/**
 * Trains an additive model on some rows of the data and on nothing else: every choice is made on inner folds by patient.
 * TensorFlow.js must be ready.
 */
export const trainAdditive = async (
  data: TrainData,
  rows: readonly number[],
  settings: TrainSettings,
  onStep: OnStep = () => {},
): Promise<Trained> => {
  let done = 0;
  const step = (doing: string) => {
    done += 1;
    onStep(done, stepsOf(settings), doing);
  };
  const tried = await choose(data, rows, settings, step);
  const chosen = tried.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  const searchFit = fitOf(settings, searchPull(settings), settings.fit.epochs, 0);
  const pairs = pairsFrom(data, rows, searchFit, chosen.pairs);
  const formed = withForm(data, pairs);
  const bags: AdditiveWeights[] = [];
  for (let bag = 1; bag <= settings.bags; bag += 1) {
    const part = partsByPatient(
      rows.map(row => data.patients[row] as string),
      100,
      settings.fit.seed + bag,
    );
    const inBag = rows.filter(row => (part.get(data.patients[row] as string) as number) < bagShare * 100);
    bags.push(fitAdditive(formed, inBag, fitOf(settings, chosen.pairL2, chosen.epochs, bag)));
    step(`model ${bag} of ${settings.bags}`);
    await new Promise(setImmediate);
  }
  const weights = purify(formed.form, meanOf(bags), cellsOfBins(formed.form, data.bins, data.labels.length));
  return { form: formed.form, weights, chosen, tried };
};
