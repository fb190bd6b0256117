import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeFile } from '../risk/diabetes130/judge-file.ts';
import { outcomeOf } from '../risk/diabetes130/outcome.ts';
import { calibrationSvg } from '../risk/judge/calibration-svg.ts';
import { saveModel } from '../risk/model/artefact.ts';
import { binCount } from '../risk/model/feature.ts';
import { startBackend } from '../risk/model/tensorflow.ts';
import { trainAdditive } from '../risk/model/train-additive.ts';
import { crossValidate, type OutOfFold } from '../risk/readmission/cross-validate.ts';
import { readmissionSettings } from '../risk/readmission/settings.ts';
import { type ReadmissionTraining, readmissionTraining } from '../risk/readmission/training-data.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';
import { readmissionCard } from './train-readmission-card.ts';

export type TrainAsked = {
  readonly data: string;
  /** the folder of models */
  readonly out: string;
  readonly version: string;
  /** 0: no cross-validation */
  readonly folds: number;
  readonly foldsOut: string | undefined;
};

const scoresCsv = (ids: readonly string[], probabilities: Float64Array): string =>
  ['encounter_id,probability', ...ids.map((id, i) => `${id},${probabilities[i]}`)].join('\n');

/** Features as bins, so that another tool can learn from the same on the same folds. */
const featuresCsv = ({ data, rows }: ReadmissionTraining, folds: Uint8Array): string => {
  const wide = data.features.length;
  const head = ['encounter_id', 'fold', 'readmitted', ...data.features.map(f => `${f.kind}:${f.id}`)];
  const line = (i: number) => [
    rows[i]?.encounter_id,
    folds[i],
    data.labels[i],
    ...data.bins.subarray(i * wide, (i + 1) * wide),
  ];
  return [head.join(','), ...rows.map((_, i) => line(i).join(','))].join('\n');
};

const writeFolds = async (
  folder: string,
  training: ReadmissionTraining,
  { additive, linear, folds }: OutOfFold,
) => {
  await mkdir(folder, { recursive: true });
  const ids = training.rows.map(row => row.encounter_id ?? '');
  await Promise.all([
    writeFile(join(folder, 'additive.csv'), scoresCsv(ids, additive)),
    writeFile(join(folder, 'linear.csv'), scoresCsv(ids, linear)),
    writeFile(join(folder, 'features.csv'), featuresCsv(training, folds)),
  ]);
};

/** Share of the encounters in each bin of each feature; copies with hidden fields do not count. */
const sharesOf = ({ data, rows }: ReadmissionTraining): readonly (readonly number[])[] =>
  data.features.map((spec, f) => {
    const counts = new Array<number>(binCount(spec)).fill(0);
    for (let i = 0; i < rows.length; i += 1) {
      const bin = data.bins[i * data.features.length + f] as number;
      counts[bin] = (counts[bin] as number) + 1;
    }
    return counts.map(count => Math.round((count / rows.length) * 1e6) / 1e6);
  });

const plot = 'calibration.svg';

/** How the model does on patients it never saw, as figures, plot and card beside the model. */
const writeJudgement = async (
  folder: string,
  version: string,
  { rows }: ReadmissionTraining,
  { additive, linear, chosen }: OutOfFold,
  tell: CommandContext['tell'],
) => {
  const ids = rows.map(row => row.encounter_id ?? '');
  const encounters = rows.map((row, i) => ({
    encounterId: ids[i] as string,
    patient: row.patient_nbr ?? '',
    label: outcomeOf(row),
    excluded: false,
    probability: additive[i] as number,
    row,
  }));
  const against = {
    title: 'logistic regression',
    scores: new Map(ids.map((id, i) => [id, linear[i] as number])),
  };
  const bar = progressBar(tell, 'redrawing patients');
  const onDraw = (done: number, of: number) => Promise.resolve(bar(done, of));
  const redraws = { draws: 200, seed: 1, onDraw };
  const report = await judgeFile(encounters, { title: 'readmission-30d', share: 0.1, redraws, against });
  const svg = calibrationSvg([{ name: 'readmission-30d', bins: report.bins }], {
    title: 'Calibration of readmission-30d',
    subtitle: `${report.n} encounters of ${report.patients} patients, each by a model that saw none of its patient's`,
  });
  await Promise.all([
    writeFile(join(folder, 'metrics.json'), `${JSON.stringify({ outOfFold: report, chosen }, null, 1)}\n`),
    writeFile(join(folder, plot), svg),
    writeFile(join(folder, 'card.md'), readmissionCard({ version, plot, report, chosen })),
  ]);
};

const crossValidated = async (
  training: ReadmissionTraining,
  { folds, foldsOut }: TrainAsked,
  tell: CommandContext['tell'],
) => {
  if (folds === 0) return null;
  const bar = progressBar(tell, 'cross-validation');
  const outOfFold = await crossValidate(training, folds, readmissionSettings, (fold, done, of) =>
    bar((fold - 1) * of + done, folds * of),
  );
  if (foldsOut !== undefined) await writeFolds(foldsOut, training, outOfFold);
  return outOfFold;
};

/** Trains, and writes the model's files; with folds its figures, plot and card too. */
export const trainReadmission = async (asked: TrainAsked, { tell }: Pick<CommandContext, 'tell'>) => {
  const backend = await startBackend();
  tell(`TensorFlow.js on ${backend}; reading ${asked.data}`);
  const training = await readmissionTraining(asked.data);
  const outOfFold = await crossValidated(training, asked, tell);
  const rows = [...training.data.labels.keys()];
  const trained = await trainAdditive(
    training.data,
    rows,
    readmissionSettings,
    progressBar(tell, 'training'),
  );
  const { version } = asked;
  const folder = join(asked.out, 'readmission-30d', version);
  const { form, weights, chosen, tried } = trained;
  await saveModel(folder, { id: 'readmission-30d', version, form, weights, shares: sharesOf(training) });
  if (outOfFold) await writeJudgement(folder, version, training, outOfFold, tell);
  return { folder, backend, encounters: training.rows.length, chosen, tried };
};
