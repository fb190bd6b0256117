import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { predict } from '../../../src/risk/model/additive.ts';
import { loadModel, saveModel } from '../../../src/risk/model/artefact.ts';
import { findModel } from '../../../src/risk/model/find-model.ts';
import { cellsOfBins, totalCells } from '../../../src/risk/model/form.ts';
import { logitsOf } from '../../../src/risk/model/score-cells.ts';
import { startBackend } from '../../../src/risk/model/tensorflow.ts';
import { features, toyData } from './toy.ts';

const form = { features, pairs: [{ a: 'x', b: 'z', groupsA: [0, 1, 1, 2, 2, 3], groupsB: [0, 1, 2] }] };
const weights = {
  cells: Float32Array.from({ length: totalCells(form) }, (_, i) => Math.cos(i * 3)),
  base: -0.75,
};
const shares = features.map(f =>
  (f.kind === 'number' ? f.cuts : f.levels).map(() => 0.1).concat(f.kind === 'number' ? [0.1, 0.1] : [0.1]),
);

let root = '';
const folder = (version = '1.0.0') => join(root, 'toy', version);

beforeAll(async () => {
  await startBackend('wasm');
  root = await mkdtemp(join(tmpdir(), 'vigil-models-'));
  await saveModel(folder(), { id: 'toy', version: '1.0.0', form, weights, shares });
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('a saved model scores as before', async () => {
  const model = await loadModel(folder());
  const { bins } = toyData(50, 3);
  const cells = cellsOfBins(model.form, bins, 50);
  const plain = logitsOf(weights, cells, 4, [...Array(50).keys()]);
  predict(model.layers, cells, 50).logits.forEach((logit, i) => {
    expect(logit).toBeCloseTo(plain[i] as number, 5);
  });
  expect(model.weights.cells).toEqual(weights.cells);
  expect(model.form).toEqual(form);
});

/** A copy of the model with one file changed. */
const spoilt = async (version: string, file: string, change: (text: Buffer) => string | Buffer) => {
  await cp(folder(), folder(version), { recursive: true });
  const path = join(folder(version), file);
  await writeFile(path, change(await readFile(path)));
  return loadModel(folder(version));
};
const json = (change: (features: Record<string, unknown>) => void) => (text: Buffer) => {
  const read = JSON.parse(text.toString());
  change(read);
  return JSON.stringify(read);
};

test.each<[string, string, (text: Buffer) => string | Buffer, RegExp]>([
  [
    'cut weights',
    'weights.bin',
    text => text.subarray(4),
    /weights\.bin is not the one that features\.json names/,
  ],
  ['other weights', 'weights.bin', text => Buffer.alloc(text.length), /weights\.bin is not the one/],
  ['no JSON', 'features.json', () => '{', /features\.json is not JSON/],
  [
    'a format of the future',
    'features.json',
    json(f => Object.assign(f, { format: 2 })),
    /format: must be 1/,
  ],
  [
    'features without kind',
    'features.json',
    json(f => Object.assign(f, { features: [{ id: 'x' }] })),
    /features\.0/,
  ],
  [
    'fewer features',
    'features.json',
    json(f => Object.assign(f, { features: features.slice(1) })),
    /contradicts itself/,
  ],
  ['fewer pairs', 'features.json', json(f => Object.assign(f, { pairs: [] })), /do not belong together/],
  [
    'no topology',
    'model.json',
    () => '{"weightsManifest":[]}',
    /model\.json cannot be read by TensorFlow\.js/,
  ],
])('a model with %s is unavailable, and says why', async (what, file, change, why) => {
  await expect(spoilt(`0.0.${what.length}`, file, change)).rejects.toThrow(why);
});

test('a folder without files names the first that is not there', async () => {
  await expect(loadModel(join(root, 'nothing'))).rejects.toThrow('model.json is not there');
});

test('the latest version is taken unless one is named', async () => {
  await saveModel(folder('1.10.0'), { id: 'toy', version: '1.10.0', form, weights, shares });
  expect((await findModel(root, 'toy')).version).toBe('1.10.0');
  expect((await findModel(root, 'toy@1.0.0')).version).toBe('1.0.0');
  await expect(findModel(root, 'toy@3.0.0')).rejects.toThrow(/not 3\.0\.0/);
  await expect(findModel(root, 'none')).rejects.toThrow('there is no model none');
  await expect(findModel(root, '../toy')).rejects.toThrow('a model is named like');
});

test('a folder that holds another model than its name says is refused', async () => {
  await cp(folder(), folder('2.0.0'), { recursive: true });
  await expect(findModel(root, 'toy@2.0.0')).rejects.toThrow('features.json names toy 1.0.0');
});
