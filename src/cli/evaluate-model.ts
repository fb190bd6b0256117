import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { judgeFile, type ModelReport } from '../risk/diabetes130/judge-file.ts';
import type { ScoredEncounter } from '../risk/diabetes130/judged-encounters.ts';
import { readScores } from '../risk/diabetes130/read-scores.ts';
import { scoreDiabetesFile } from '../risk/diabetes130/score-file.ts';
import { scoredRows } from '../risk/diabetes130/scored-rows.ts';
import { calibrationSvg } from '../risk/judge/calibration-svg.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { modelText } from './evaluate-model-text.ts';
import { progressBar } from './progress.ts';
import { encounterModel } from './score-file.ts';

type Asked = { readonly model: string; readonly models: string; readonly data: string };

/** Scores every row of a file with a model, `name` or `name@version`, of a folder of models. */
export type ScoreFile = (
  asked: Asked,
  onProgress: (done: number, of: number) => void,
) => Promise<readonly ScoredEncounter[]>;

const options = {
  model: { type: 'string' },
  data: { type: 'string' },
  rows: { type: 'string' },
  against: { type: 'string' },
  bootstrap: { type: 'string' },
  seed: { type: 'string' },
  capacity: { type: 'string' },
  svg: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArgs<typeof options>>['values'];

const usualDraws = 200;
const usualPercent = 10;

const shareOf = (text: string | undefined): number => {
  const percent = text === undefined ? usualPercent : Number(text);
  if (!(percent > 0 && percent < 100))
    throw new UsageError('--capacity must be a percentage of the encounters, above 0 and below 100');
  return percent / 100;
};

type Source = { readonly title: string; readonly read: () => Promise<readonly ScoredEncounter[]> };

const sourceOf = (
  scoreFile: ScoreFile,
  { model, rows, data }: Values,
  { config: { models }, tell }: Pick<CommandContext, 'config' | 'tell'>,
): Source => {
  if (data === undefined) throw new UsageError('--data is missing: name the CSV file of encounters');
  if ((model === undefined) === (rows === undefined))
    throw new UsageError('name one of the two: --model, or --rows with the scores of another tool');
  if (rows !== undefined)
    return { title: basename(rows), read: async () => scoredRows(data, await readScores(rows)) };
  const asked = { model: model ?? '', models, data };
  return { title: asked.model, read: () => scoreFile(asked, progressBar(tell, 'scoring encounters')) };
};

/** Lets others have their turn between draws, and stops when the user wants to. */
const onDraw = ({ tell, signal }: CommandContext): ((done: number, of: number) => Promise<void>) => {
  const bar = progressBar(tell, 'redrawing patients');
  return async (done, of) => {
    bar(done, of);
    await new Promise(setImmediate);
    if (signal.aborted) throw new UsageError('stopped');
  };
};

const svgOf = ({ scores, bins, n, patients, baseRate }: ModelReport): string => {
  const title = scores[0]?.title ?? '';
  return calibrationSvg([{ name: title, bins }], {
    title: `Calibration of ${title}`,
    subtitle: `${n} encounters of ${patients} patients, ${(baseRate * 100).toFixed(1)} % readmitted within 30 days`,
  });
};

const run = async (scoreFile: ScoreFile, values: Values, context: CommandContext): Promise<void> => {
  const draws = wholeNumber(values.bootstrap, 'bootstrap', usualDraws);
  const seed = wholeNumber(values.seed, 'seed', 1);
  const share = shareOf(values.capacity);
  const { title, read } = sourceOf(scoreFile, values, context);
  const against = values.against && {
    title: basename(values.against),
    scores: await readScores(values.against),
  };
  const report = await judgeFile(await read(), {
    title,
    share,
    redraws: { draws, seed, onDraw: onDraw(context) },
    ...(against ? { against } : {}),
  });
  if (values.svg !== undefined)
    await writeFile(values.svg, svgOf(report)).catch(() => {
      throw new UsageError(`cannot write ${values.svg}`);
    });
  context.print(values.json ? JSON.stringify(report) : modelText(report));
};

export const evaluateModelWith = ({ scoreFile }: { readonly scoreFile: ScoreFile }): Command => ({
  help: `vigil evaluate-model --model readmission-30d[@version] --data FILE.csv[.gz]
vigil evaluate-model --rows scores.csv --data FILE.csv[.gz]
                     [--against scores.csv] [--capacity 10] [--bootstrap ${usualDraws}] [--seed 1] [--svg FILE] [--json]
  Judges probabilities of readmission within 30 days on encounters whose outcome is known: how well they rank, how far they
  are to be trusted, what a list of the highest 5 and 10 % holds, by age band, sex and race, beside every plain score that the
  columns allow. Intervals are 95 %, by redrawing patients.
  --data: a file in the format of UCI "Diabetes 130-US hospitals": encounter_id, patient_nbr, discharge_disposition_id and
    readmitted, and what the model needs; columns in any order. Died or hospice (11, 13, 14, 19, 20, 21) is left out.
  --rows: judge these scores instead of a model's: encounter_id,probability, of any tool.
  --against: the same of another tool: differences to it, paired, on the encounters that both score.
  --capacity: the percentage of the encounters there is room for, for the net benefit and the groups.
  --svg: a calibration plot.
  Definitions: docs/evaluate-model.md.`,
  run: (args, context) => run(scoreFile, readArgs(args, options).values, context),
});

const scoreWithModel: ScoreFile = async ({ model, models, data }, onProgress) =>
  scoreDiabetesFile(await encounterModel(models, model), data, onProgress);

export const evaluateModel = evaluateModelWith({ scoreFile: scoreWithModel });
