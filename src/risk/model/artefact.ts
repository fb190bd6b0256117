import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type AdditiveWeights, withWeights } from './additive.ts';
import { binCount, type FeatureSpec } from './feature.ts';
import { type AdditiveForm, termsOf, totalCells } from './form.ts';
import { tf, tfl } from './tensorflow.ts';
import { ModelUnavailable } from './unavailable.ts';

const level = z.strictObject({ id: z.string(), label: z.string() });
const named = { id: z.string(), label: z.string() };
const featureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...named, kind: z.literal('number'), unit: z.string(), cuts: z.array(z.number()) }),
  z.strictObject({ ...named, kind: z.literal('category'), levels: z.array(level) }),
]);
const groups = z.array(z.number().int().min(0));
const pairSchema = z.strictObject({ a: z.string(), b: z.string(), groupsA: groups, groupsB: groups });

/** features.json: all that is needed to turn values into the model's input, and to say what its outputs mean. */
const formSchema = z.strictObject({
  format: z.literal(1, { error: 'must be 1, the only format this Vigil reads' }),
  model: z.string(),
  version: z.string(),
  weightsSha256: z.string(),
  features: z.array(featureSchema),
  pairs: z.array(pairSchema),
  /** share of the training rows in each bin of each feature */
  shares: z.array(z.array(z.number())),
});
export type FormFile = z.infer<typeof formSchema>;

/** A model as loaded: its form, its layers, and its learned numbers for drawing shapes. */
export type AdditiveModel = {
  readonly id: string;
  readonly version: string;
  readonly form: AdditiveForm;
  readonly shares: readonly (readonly number[])[];
  readonly weights: AdditiveWeights;
  readonly layers: tfl.LayersModel;
  /** its card, Markdown; null without one */
  readonly card: string | null;
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const readOr = async (path: string, what: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch {
    throw new ModelUnavailable(`${what} is not there`);
  }
};

const parsed = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelUnavailable(`${what} is not JSON`);
  }
};

const checkedForm = (file: unknown): FormFile => {
  const read = formSchema.safeParse(file);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ModelUnavailable(`features.json: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
};

/** bins are kept in bytes */
const mostBins = 256;

const isWhole = ({ features, pairs, shares }: FormFile): boolean => {
  const bins = new Map(features.map(f => [f.id, binCount(f)]));
  const fits = features.every((f, i) => binCount(f) <= mostBins && shares[i]?.length === binCount(f));
  return (
    fits &&
    pairs.every(
      ({ a, b, groupsA, groupsB }) => bins.get(a) === groupsA.length && bins.get(b) === groupsB.length,
    )
  );
};

const layersFrom = (topology: unknown, weights: Buffer): Promise<tfl.LayersModel> => {
  const { modelTopology, weightsManifest } = topology as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const data = new Uint8Array(weights).buffer;
  const artifacts = { modelTopology, weightSpecs: weightsManifest[0]?.weights ?? [], weightData: data };
  return tfl.loadLayersModel({ load: () => Promise.resolve(artifacts) });
};

const weightsOf = (layers: tfl.LayersModel, form: AdditiveForm): AdditiveWeights => {
  const [table, kernel, bias] = layers.getWeights();
  const isAsSaid = table?.shape[0] === totalCells(form) && kernel?.shape[0] === termsOf(form).length;
  if (!table || !kernel || !bias || !isAsSaid)
    throw new ModelUnavailable('model.json and features.json do not belong together');
  if ((kernel.dataSync() as Float32Array).some(k => k !== 1))
    throw new ModelUnavailable('model.json does not hold a plain sum');
  const weights = { cells: Float32Array.from(table.dataSync()), base: bias.dataSync()[0] as number };
  if (!weights.cells.every(Number.isFinite) || !Number.isFinite(weights.base))
    throw new ModelUnavailable('weights.bin holds numbers that are none');
  return weights;
};

/**
 * Loads a model from its folder. TensorFlow.js must be ready.
 * @throws ModelUnavailable in words, when a file is missing, corrupt or of another version
 */
export const loadModel = async (folder: string): Promise<AdditiveModel> => {
  // one after the other: the first that is not there is named
  const topology = await readOr(join(folder, 'model.json'), 'model.json');
  const weights = await readOr(join(folder, 'weights.bin'), 'weights.bin');
  const features = await readOr(join(folder, 'features.json'), 'features.json');
  const card = await readFile(join(folder, 'card.md'), 'utf8').catch(() => null);
  const file = checkedForm(parsed(features.toString(), 'features.json'));
  if (!isWhole(file)) throw new ModelUnavailable('features.json contradicts itself');
  if (sha256(weights) !== file.weightsSha256)
    throw new ModelUnavailable('weights.bin is not the one that features.json names: copy the folder again');
  const json = parsed(topology.toString(), 'model.json');
  const layers = await Promise.resolve()
    .then(() => layersFrom(json, weights))
    .catch(() => {
      throw new ModelUnavailable('model.json cannot be read by TensorFlow.js');
    });
  const { model: id, version, shares } = file;
  const form = { features: file.features, pairs: file.pairs };
  return { id, version, form, shares, weights: weightsOf(layers, form), layers, card };
};

export type ModelToSave = {
  readonly id: string;
  readonly version: string;
  readonly form: AdditiveForm;
  readonly weights: AdditiveWeights;
  readonly shares: readonly (readonly number[])[];
};

const specOf = (spec: FeatureSpec): FeatureSpec => {
  const { id, label } = spec;
  return spec.kind === 'number'
    ? { id, label, kind: 'number', unit: spec.unit, cuts: spec.cuts }
    : { id, label, kind: 'category', levels: spec.levels };
};

/** Writes model.json, weights.bin and features.json. */
export const saveModel = async (
  folder: string,
  { id, version, form, weights, shares }: ModelToSave,
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const layers = withWeights(form, weights);
  await layers.save({
    save: async artifacts => {
      const { modelTopology, weightSpecs, weightData } = artifacts;
      const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const topology = { format: 'layers-model', modelTopology, weightsManifest };
      const features = {
        format: 1,
        model: id,
        version,
        weightsSha256: sha256(bytes),
        features: form.features.map(specOf),
        pairs: form.pairs,
        shares,
      };
      await Promise.all([
        writeFile(join(folder, 'model.json'), `${JSON.stringify(topology)}\n`),
        writeFile(join(folder, 'weights.bin'), bytes),
        writeFile(join(folder, 'features.json'), `${JSON.stringify(features, null, 1)}\n`),
      ]);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  });
  layers.dispose();
};
