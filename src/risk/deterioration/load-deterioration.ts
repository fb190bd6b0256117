import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AdditiveModel } from '../model/artefact.ts';
import type { FeatureOf } from '../model/feature.ts';
import { findModel } from '../model/find-model.ts';
import { readersOf } from '../model/score-rows.ts';
import { ModelUnavailable } from '../model/unavailable.ts';
import { deteriorationFeatures } from './feature-table.ts';
import type { TelemetryFeatures } from './telemetry-features.ts';

/** shown.json: how the score is shown. */
const shownSchema = z.strictObject({
  format: z.literal(1, { error: 'must be 1, the only format this Vigil reads' }),
  ordinary: z.number().min(0),
});

export type Shown = z.infer<typeof shownSchema>;

export type DeteriorationModel = {
  readonly model: AdditiveModel;
  readonly readers: readonly FeatureOf<TelemetryFeatures>[];
  readonly ordinary: number;
};

const readShown = async (path: string): Promise<Shown> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ModelUnavailable('shown.json is not there');
  });
  try {
    return shownSchema.parse(JSON.parse(text));
  } catch {
    throw new ModelUnavailable('shown.json must hold format 1 and ordinary, a number from 0');
  }
};

/**
 * Loads the model of a folder of models, its latest version. TensorFlow.js must be ready.
 * @throws ModelUnavailable in words
 */
export const loadDeterioration = async (
  root: string,
  wanted = 'deterioration',
): Promise<DeteriorationModel> => {
  const model = await findModel(root, wanted);
  const readers = readersOf(model.form, deteriorationFeatures);
  const { ordinary } = await readShown(join(root, model.id, model.version, 'shown.json'));
  return { model, readers, ordinary };
};
