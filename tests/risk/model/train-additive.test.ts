import { beforeAll, describe, expect, test } from 'vitest';
import { predict, withWeights } from '../../../src/risk/model/additive.ts';
import { cellsOfBins, termsOf } from '../../../src/risk/model/form.ts';
import { purify } from '../../../src/risk/model/purify.ts';
import { logitsOf } from '../../../src/risk/model/score-cells.ts';
import { startBackend } from '../../../src/risk/model/tensorflow.ts';
import { partsByPatient, type TrainSettings, trainAdditive } from '../../../src/risk/model/train-additive.ts';
import { toyData } from './toy.ts';

const settings: TrainSettings = {
  fit: { epochs: 30, batch: 500, learningRate: 0.05, shapeL2: 1, smoothness: 1, seed: 1 },
  candidates: [
    { pairs: 0, pairL2: 5 },
    { pairs: 1, pairL2: 5 },
  ],
  innerFolds: 2,
  bags: 2,
};
const data = toyData(6_000, 1);
const rows = [...data.labels.keys()];

beforeAll(async () => {
  await startBackend('wasm');
});

describe('a trained model', () => {
  test('finds the shapes and the pair that the truth has', async () => {
    const { form, weights, chosen } = await trainAdditive(data, rows, settings);
    expect(chosen.pairs).toBe(1);
    expect(form.pairs.map(({ a, b }) => [a, b])).toEqual([['y', 'z']]);
    const shape = [1, 2, 3, 4, 5].map(bin => weights.cells[bin] as number);
    const rises = shape.slice(1).map((points, i) => points - (shape[i] as number));
    for (const rise of rises) expect(rise).toBeGreaterThan(0.25);
    for (const rise of rises) expect(rise).toBeLessThan(0.75);
  }, 30_000);

  test('is the same when trained again', async () => {
    const few = { ...settings, candidates: [{ pairs: 1, pairL2: 5 }], bags: 1 };
    const [first, again] = [await trainAdditive(data, rows, few), await trainAdditive(data, rows, few)];
    expect(again.weights).toEqual(first.weights);
  }, 30_000);

  test('does not change with labels of patients it is not given', async () => {
    const few = { ...settings, candidates: [{ pairs: 1, pairL2: 5 }], bags: 1 };
    const given = rows.slice(0, 4_000);
    const other = { ...data, labels: data.labels.map((label, i) => (i < 4_000 ? label : 1 - label)) };
    const [one, two] = [await trainAdditive(data, given, few), await trainAdditive(other, given, few)];
    expect(two.weights).toEqual(one.weights);
  }, 30_000);

  test('scores through TensorFlow.js what its parts add up to', async () => {
    const { form, weights } = await trainAdditive(data, rows, { ...settings, bags: 1 });
    const cells = cellsOfBins(form, data.bins, rows.length);
    const terms = termsOf(form).length;
    const layers = withWeights(form, weights);
    const { parts, logits } = predict(layers, cells, rows.length);
    const plain = logitsOf(weights, cells, terms, rows);
    for (const row of rows) {
      const sum = parts.subarray(row * terms, (row + 1) * terms).reduce((a, b) => a + b, weights.base);
      expect(Math.abs(sum - (logits[row] as number))).toBeLessThan(1e-5);
      expect(Math.abs((plain[row] as number) - (logits[row] as number))).toBeLessThan(1e-5);
    }
    layers.dispose();
  }, 30_000);
});

describe('purifying', () => {
  const form = {
    features: data.features,
    pairs: [{ a: 'x', b: 'z', groupsA: [0, 1, 1, 2, 2, 3], groupsB: [0, 1, 2] }],
  };
  const cells = cellsOfBins(form, data.bins, rows.length);
  const terms = termsOf(form);
  const length = terms.reduce((sum, term) => sum + term.cells, 0);
  const weights = { cells: Float32Array.from({ length }, (_, i) => Math.sin(i * 7)), base: -1 };
  const pure = purify(form, weights, cells);

  test('changes no score', () => {
    const [before, after] = [weights, pure].map(w => logitsOf(w, cells, terms.length, rows));
    for (const row of rows) expect(after?.[row]).toBeCloseTo(before?.[row] as number, 4);
  });

  test('leaves every term 0 on average', () => {
    for (let term = 0; term < terms.length; term += 1) {
      const sum = rows.reduce(
        (total, row) => total + (pure.cells[cells[row * terms.length + term] as number] as number),
        0,
      );
      expect(sum / rows.length).toBeCloseTo(0, 3);
    }
  });
});

test("all of a patient's rows are in one part, and the parts are of like size", () => {
  const parts = partsByPatient(data.patients, 5, 1);
  expect(parts.size).toBe(3_000);
  const sizes = Map.groupBy(parts.values(), part => part);
  expect([...sizes.values()].map(of => of.length)).toEqual([600, 600, 600, 600, 600]);
  expect(partsByPatient(data.patients.toReversed(), 5, 1)).toEqual(parts);
});
