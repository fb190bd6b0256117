import { fitLinear, linearColumns } from '../model/fit-linear.ts';
import { cellsOfBins, termsOf } from '../model/form.ts';
import { logitsOf, probabilityOf } from '../model/score-cells.ts';
import { type Chosen, partsByPatient, type TrainSettings, trainAdditive } from '../model/train-additive.ts';
import { readmissionFeatures } from './feature-table.ts';
import { yardstick } from './settings.ts';
import type { ReadmissionTraining } from './training-data.ts';

export type OutOfFold = {
  /** of each encounter, by a model that saw none of its patient's */
  readonly additive: Float64Array;
  readonly linear: Float64Array;
  /** the fold an encounter was left out in */
  readonly folds: Uint8Array;
  readonly chosen: readonly Chosen[];
};

const foldSeed = 5;

/** Folds by patient: the model and plain logistic regression, each judged on patients it never saw. */
export const crossValidate = async (
  { rows, features, data }: ReadmissionTraining,
  foldCount: number,
  settings: TrainSettings,
  onStep: (fold: number, done: number, of: number, doing: string) => void,
): Promise<OutOfFold> => {
  const foldOf = partsByPatient(data.patients, foldCount, foldSeed);
  const folds = Uint8Array.from(rows, row => foldOf.get(row.patient_nbr ?? '') ?? 0);
  const columns = {
    ...linearColumns(readmissionFeatures, features),
    labels: data.labels.slice(0, rows.length),
  };
  const additive = new Float64Array(rows.length);
  const linear = new Float64Array(rows.length);
  const chosen: Chosen[] = [];
  for (let fold = 0; fold < foldCount; fold += 1) {
    const learn = [...data.patients.keys()].filter(i => foldOf.get(data.patients[i] ?? '') !== fold);
    const aside = [...folds.keys()].filter(i => folds[i] === fold);
    const trained = await trainAdditive(data, learn, settings, (done, of, doing) =>
      onStep(fold + 1, done, of, doing),
    );
    chosen.push(trained.chosen);
    const terms = termsOf(trained.form).length;
    const cells = cellsOfBins(trained.form, data.bins, data.labels.length);
    logitsOf(trained.weights, cells, terms, aside).forEach((logit, i) => {
      additive[aside[i] as number] = probabilityOf(logit);
    });
    const plain = fitLinear(
      columns,
      learn.filter(i => i < rows.length),
      yardstick,
    );
    for (const i of aside) linear[i] = probabilityOf(plain[i] as number);
  }
  return { additive, linear, folds, chosen };
};
