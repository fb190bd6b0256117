import { beforeAll, describe, expect, test } from 'vitest';
import { featuresOf130 } from '../../../src/risk/diabetes130/features.ts';
import { type FileRow, readDiabetesFile } from '../../../src/risk/diabetes130/read-file.ts';
import { scoreDiabetesRows } from '../../../src/risk/diabetes130/score-file.ts';
import type { AdditiveModel } from '../../../src/risk/model/artefact.ts';
import { findModel } from '../../../src/risk/model/find-model.ts';
import { sayParts } from '../../../src/risk/model/say-parts.ts';
import { readersOf, scoreRows } from '../../../src/risk/model/score-rows.ts';
import { shippedModels } from '../../../src/risk/model/shipped.ts';
import { shuffled } from '../../../src/risk/model/shuffled.ts';
import { startBackend } from '../../../src/risk/model/tensorflow.ts';
import { readmissionFeatures } from '../../../src/risk/readmission/feature-table.ts';
import { sharedData } from '../../support/services.ts';
import { madeUpRows } from './rows.ts';

let model: AdditiveModel;
beforeAll(async () => {
  await startBackend('wasm');
  model = await findModel(shippedModels, 'readmission-30d');
});

const byEncounter = async (rows: readonly FileRow[]): Promise<ReadonlyMap<string, number | null>> =>
  new Map((await scoreDiabetesRows(model, rows)).map(e => [e.encounterId, e.probability]));

describe('what comes later changes no score', () => {
  const rows = madeUpRows(600, 1);
  const middle = rows.length / 2;

  test('rows in another order are scored the same', async () => {
    expect(await byEncounter(shuffled(rows, 2))).toEqual(await byEncounter(rows));
  });

  test('rows after an encounter may be deleted', async () => {
    const all = await byEncounter(rows);
    for (const [id, probability] of await byEncounter(rows.slice(0, middle)))
      expect(probability).toBe(all.get(id));
  });

  test('outcomes after an encounter, its own too, may be anything', async () => {
    const all = await byEncounter(rows);
    const others = rows.map((row, i) =>
      i < middle - 1 ? row : { ...row, readmitted: row.readmitted === '<30' ? 'NO' : '<30' },
    );
    const changed = await byEncounter(others);
    for (const { encounter_id: id = '' } of rows.slice(0, middle)) expect(changed.get(id)).toBe(all.get(id));
  });

  test('what came before does change scores', async () => {
    const all = await byEncounter(rows);
    const later = await byEncounter(rows.slice(middle));
    expect([...later].some(([id, probability]) => probability !== all.get(id))).toBe(true);
  });
});

test('race, payer and sex change no score', async () => {
  const rows = madeUpRows(100, 3);
  const others = rows.map(row => ({ ...row, race: 'Asian', gender: 'Male', payer_code: 'MC' }));
  expect(await byEncounter(others)).toEqual(await byEncounter(rows));
});

test('without the column of outcomes, how earlier stays ended is not known', () => {
  const rows = madeUpRows(300, 4).map(({ readmitted: _, ...row }) => row);
  const repeat = featuresOf130(rows).filter(f => (f.earlierStays ?? 0) > 0);
  expect(repeat.length).toBeGreaterThan(50);
  for (const { lastReturn, earlierReturns } of repeat)
    expect([lastReturn, earlierReturns]).toEqual([null, null]);
});

const largestGap = (rows: readonly FileRow[]): number => {
  const readers = readersOf(model.form, readmissionFeatures);
  const features = featuresOf130(rows);
  return scoreRows(model, readers, features).reduce((largest, score, i) => {
    const parts = sayParts(model, readers, features[i] as (typeof features)[number], score);
    const sum = parts.reduce((total, { points }) => total + points, 0);
    return Math.max(largest, Math.abs(sum - score.logit));
  }, 0);
};

test('the parts in words add up to the logit', () => {
  expect(largestGap(madeUpRows(500, 5))).toBeLessThan(1e-5);
});

const { path, missing } = sharedData();

test.skipIf(missing)(
  'the parts add up to the logit on every row of the training file',
  async () => {
    const file = `${path}/diabetes130/diabetic_data.train.csv.gz`;
    const rows = await readDiabetesFile(file, ['encounter_id']);
    expect(rows).toHaveLength(81_210);
    expect(largestGap(rows)).toBeLessThan(1e-5);
  },
  120_000,
);
