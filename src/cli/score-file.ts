import { writeFile } from 'node:fs/promises';
import { scoreDiabetesFile } from '../risk/diabetes130/score-file.ts';
import { findModel } from '../risk/model/find-model.ts';
import { readersOf } from '../risk/model/score-rows.ts';
import { startBackend } from '../risk/model/tensorflow.ts';
import { ModelUnavailable } from '../risk/model/unavailable.ts';
import { readmissionFeatures } from '../risk/readmission/feature-table.ts';
import { type CommandContext, UsageError } from './command.ts';
import { progressBar } from './progress.ts';

/** A model of the folder that scores encounters. @throws UsageError saying why there is none */
export const encounterModel = async (folder: string, name: string) => {
  await startBackend();
  try {
    const model = await findModel(folder, name);
    readersOf(model.form, readmissionFeatures);
    return model;
  } catch (error) {
    if (error instanceof ModelUnavailable) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
};

export type ScoreFileAsked = {
  readonly data?: string | undefined;
  readonly out?: string | undefined;
  readonly model?: string | undefined;
  readonly json?: boolean | undefined;
};

/** Writes `encounter_id,probability`, a line an encounter, in the order of the file. */
export const scoreFile = async (
  { data, out, model: name = 'readmission-30d', json }: ScoreFileAsked,
  { config, print, tell }: CommandContext,
): Promise<void> => {
  if (data === undefined) throw new UsageError('--data is missing: name the CSV file of encounters');
  if (out === undefined) throw new UsageError('--out is missing: name the file to write');
  const model = await encounterModel(config.models, name);
  const scored = await scoreDiabetesFile(model, data, progressBar(tell, 'scoring encounters'));
  const lines = scored.map(({ encounterId, probability }) => `${encounterId},${probability}`);
  await writeFile(out, `encounter_id,probability\n${lines.join('\n')}\n`).catch(() => {
    throw new UsageError(`cannot write ${out}`);
  });
  const report = { model: model.id, version: model.version, encounters: scored.length, out };
  print(json ? JSON.stringify(report) : `${out}: ${scored.length} encounters, ${model.id} ${model.version}`);
};
