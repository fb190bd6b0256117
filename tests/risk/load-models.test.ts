import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ModelDetailBody } from '../../src/contract/models.ts';
import { silentLog } from '../../src/log.ts';
import { loadModels } from '../../src/risk/load-models.ts';
import { shippedModels } from '../../src/risk/model/shipped.ts';
import type { App } from '../support/app.ts';
import { testApp } from '../support/app.ts';

const get = ({ api, tokens }: App, path: string) =>
  api.request(path, { headers: { host: '127.0.0.1', authorization: `Bearer ${tokens.operator}` } });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-models-'));
  await cp(shippedModels, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const unavailableIn = async (from: string | null) => {
  const { scorers } = await loadModels(from, silentLog);
  return Object.fromEntries(scorers.filter(s => s.unit === 'log-odds').map(s => [s.id, s.unavailable]));
};

test('the models that ship load without any training data', async () => {
  expect(await unavailableIn(shippedModels)).toEqual({ 'readmission-30d': null, deterioration: null });
});

test('one that is corrupt is unavailable with the reason, the other scores', async () => {
  await writeFile(join(folder, 'readmission-30d', '1.0.0', 'weights.bin'), 'spoilt');
  expect(await unavailableIn(folder)).toEqual({
    'readmission-30d': expect.stringContaining('weights.bin is not the one'),
    deterioration: null,
  });
});

test('one of a format that this Vigil does not read says so', async () => {
  await writeFile(join(folder, 'deterioration', '1.0.0', 'features.json'), '{"format":9}');
  expect((await unavailableIn(folder)).deterioration).toMatch(/format: must be 1/);
});

test('without models everything else goes on, and the API says what is missing', async () => {
  const { app } = await testApp(Date.UTC(2026, 0, 5), { models: join(folder, 'nothing') });
  const list = await get(app, '/api/v1/models');
  expect(await list.json()).toMatchObject({
    items: [
      { id: 'readmission-30d', version: null, unavailable: expect.stringContaining('there is no model') },
      { id: 'deterioration', version: null },
    ],
  });
  expect((await get(app, '/api/v1/worklist')).status).toBe(200);
  const one = await get(app, '/api/v1/models/readmission-30d');
  expect(one.status).toBe(404);
  expect(JSON.stringify(await one.json())).toContain('unavailable');
});

test('a model is told with its shapes and card', async () => {
  const { app } = await testApp(Date.UTC(2026, 0, 5), { models: folder });
  const body = (await (await get(app, '/api/v1/models/readmission-30d')).json()) as ModelDetailBody;
  const shape = body.shapes.find(s => s.id === 'inpatient-last-year');
  expect(shape?.bins[0]).toMatchObject({ label: 'not known' });
  expect(shape?.bins.map(b => b.label)).toContain('3');
  expect(body.card).toContain('# readmission-30d');
  expect((await get(app, '/api/v1/models/lace')).status).toBe(404);
});
