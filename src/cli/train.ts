import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { trainDeterioration } from './train-deterioration.ts';
import { trainReadmission } from './train-readmission.ts';

const isVersion = /^\d+\.\d+\.\d+$/;

/** @throws UsageError where that version is there: what scored patients is not changed under its name */
const refuseVersionThere = (folder: string): void => {
  if (existsSync(folder))
    throw new UsageError(
      `${folder} is there already, and a version of a model is never overwritten: give another one, such as --version 1.1.0, or another folder with --out`,
    );
};

export const train: Command = {
  help: `vigil train --model readmission-30d --data FILE.csv[.gz] --version 1.1.0 [--out FOLDER]
            [--folds 5 --folds-out FOLDER] [--json]
vigil train --model deterioration --version 1.1.0 [--out FOLDER]
  Trains the model on encounters in the format of UCI "Diabetes 130-US hospitals" and writes model.json, weights.bin and
  features.json to OUT/readmission-30d/VERSION. Everything is chosen on inner folds by patient; seeds are fixed.
  deterioration: learns from simulated panels, which it makes itself, and judges on another seed.
  --version: 1.0.0 unless given; one that is there is refused. The highest version is used, by serve after its next start.
  --out: the folder of models that serve and score read (VIGIL_MODELS, or the shipped models) unless given.
  --folds: first cross-validates with as many folds by patient, beside plain logistic regression.
  --folds-out: where to write additive.csv and linear.csv (encounter_id,probability of encounters left out, to be judged
    by vigil evaluate-model --rows) and features.csv (fold and features, for other tools).`,
  run: async (args, context) => {
    const { values } = readArgs(args, {
      model: { type: 'string' },
      data: { type: 'string' },
      version: { type: 'string' },
      out: { type: 'string' },
      folds: { type: 'string' },
      'folds-out': { type: 'string' },
      json: { type: 'boolean' },
    });
    const { model, data, version = '1.0.0', out = context.config.models } = values;
    if (!isVersion.test(version)) throw new UsageError('--version must be like 1.0.0');
    if (model === 'deterioration') {
      refuseVersionThere(join(out, model, version));
      const report = await trainDeterioration({ out, version }, context);
      context.print(JSON.stringify(report));
      return;
    }
    if (model !== 'readmission-30d') throw new UsageError('--model must be readmission-30d or deterioration');
    if (data === undefined) throw new UsageError('--data is missing: name the CSV file of encounters');
    const folds = wholeNumber(values.folds, 'folds', 0);
    refuseVersionThere(join(out, model, version));
    const asked = { data, out, version, folds, foldsOut: values['folds-out'] };
    const report = await trainReadmission(asked, context);
    context.print(
      values.json
        ? JSON.stringify(report)
        : `${report.folder}: ${report.encounters} encounters, ${report.chosen.pairs} pairs, ${report.chosen.epochs} epochs`,
    );
  },
};
