import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fitDeterioration } from '../risk/deterioration/fit-deterioration.ts';
import { type JudgedDay, judgeDeterioration } from '../risk/deterioration/judge-deterioration.ts';
import { deteriorationSettings } from '../risk/deterioration/settings.ts';
import { calibrationSvg } from '../risk/judge/calibration-svg.ts';
import { saveModel } from '../risk/model/artefact.ts';
import { startBackend } from '../risk/model/tensorflow.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';
import { deteriorationCard } from './train-deterioration-card.ts';
import { type TrainingPanel, type TrainingRow, trainingRows } from './train-deterioration-rows.ts';

export type TrainDeteriorationAsked = {
  /** the folder of models */
  readonly out: string;
  readonly version: string;
  readonly train?: TrainingPanel;
  /** another seed: patients the model has not seen */
  readonly held?: TrainingPanel;
};

const defaultTrain: TrainingPanel = { seed: 1, patients: 2_000, days: 180 };
const defaultHeld: TrainingPanel = { seed: 3, patients: 1_000, days: 180 };

const judgedDay = (row: TrainingRow): JudgedDay => ({
  ...row,
  isStable: row.scenario === 'stable' || row.scenario === 'stable-high',
});

const plot = 'calibration.svg';

/** Simulates, trains, judges on another seed, and writes the model's files, its figures and its card. */
export const trainDeterioration = async (
  { out, version, train = defaultTrain, held = defaultHeld }: TrainDeteriorationAsked,
  { tell }: Pick<CommandContext, 'tell'>,
) => {
  const backend = await startBackend();
  tell(`TensorFlow.js on ${backend}`);
  const daysOf = async (panel: TrainingPanel, label: string) =>
    (await trainingRows(panel, progressBar(tell, label))).map(judgedDay);
  const days = await daysOf(train, 'simulating to learn from');
  const unseen = await daysOf(held, 'simulating to judge on');
  const fitted = await fitDeterioration(days, deteriorationSettings, progressBar(tell, 'training'));
  const { bins, ...figures } = judgeDeterioration(fitted, unseen);
  const folder = join(out, 'deterioration', version);
  const { form, weights, shares, ordinary, chosen } = fitted;
  await saveModel(folder, { id: 'deterioration', version, form, weights, shares });
  const metrics = { train: { ...train, rows: days.length }, held: { ...held }, chosen, ordinary, figures };
  const subtitle = `${figures.days} simulated patient-days of another seed; no real patient`;
  const svg = calibrationSvg([{ name: 'deterioration', bins }], {
    title: 'Deterioration within 14 days',
    subtitle,
  });
  await Promise.all([
    writeFile(join(folder, 'shown.json'), `${JSON.stringify({ format: 1, ordinary })}\n`),
    writeFile(join(folder, 'metrics.json'), `${JSON.stringify(metrics, null, 1)}\n`),
    writeFile(join(folder, plot), svg),
    writeFile(join(folder, 'card.md'), deteriorationCard({ version, plot, ...metrics })),
  ]);
  return { folder, backend, rows: days.length, ...metrics };
};
