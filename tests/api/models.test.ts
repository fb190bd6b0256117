import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { deteriorationFeatures } from '../../src/risk/deterioration/feature-table.ts';
import { stableProfile } from '../../src/risk/deterioration/stable-profile.ts';
import type { TelemetryFeatures } from '../../src/risk/deterioration/telemetry-features.ts';
import { loadModels, type RiskModels } from '../../src/risk/load-models.ts';
import { sayParts } from '../../src/risk/model/say-parts.ts';
import { readersOf, scoreRows } from '../../src/risk/model/score-rows.ts';
import { shippedModels } from '../../src/risk/model/shipped.ts';
import { listModels, readModel } from '../../src/risk/model-bodies.ts';
import { readmissionFeatures } from '../../src/risk/readmission/feature-table.ts';
import { bodyAs, expectProblem, testApp } from './app.ts';

type Named = { readonly id: string; readonly label: string; readonly levels?: readonly Named[] };
type Words = readonly [id: string, label: string, levels: readonly (readonly [string, string])[]];

const wordsOf = (features: readonly Named[]): readonly Words[] =>
  features.map(({ id, label, levels = [] }) => [id, label, levels.map(level => [level.id, level.label])]);

const fileOf = (id: string, name: string): string =>
  readFileSync(join(shippedModels, id, '1.0.0', name), 'utf8');

describe('the words of the models that ship', () => {
  let models: RiskModels;

  beforeAll(async () => {
    models = await loadModels(shippedModels, silentLog);
  }, 60_000);

  test.each([
    ['deterioration', deteriorationFeatures],
    ['readmission-30d', readmissionFeatures],
  ] as const)('%s is told in those of its feature table', (id, table) => {
    const { features } = JSON.parse(fileOf(id, 'features.json')) as { features: readonly Named[] };
    const known = new Map(wordsOf(table).map(words => [words[0], words]));
    for (const [feature, label, levels] of wordsOf(features)) {
      const [, labelNow, levelsNow] = known.get(feature) ?? [];
      expect([feature, label]).toEqual([feature, labelNow]);
      expect(levelsNow).toEqual(expect.arrayContaining([...levels]));
    }
  });

  test.each(['deterioration', 'readmission-30d'])('each shape of %s says by itself what it is of', id => {
    for (const { label, bins } of readModel(models, id).shapes) {
      expect(label).not.toMatch(/:$|^(that|this|it)\b/);
      for (const bin of bins) expect(bin.label).not.toMatch(/later$|^1 days\b|\bcopd\b/);
    }
  });

  test.each<[string, Partial<TelemetryFeatures>, string]>([
    ['open-alerts', { openAlerts: 1 }, '1 alert that fires'],
    [
      'weight-gain-3-days',
      { weight: stableProfile.weight && { ...stableProfile.weight, gain3DaysKg: 1.77 } },
      'weight gained in 3 days: 1.77 kg',
    ],
    ['open-alerts', { openAlerts: 2 }, '2 alerts that fire'],
    [
      'silent-days',
      { adherence: { ...stableProfile.adherence, silentDays: 1 } },
      '1 day without any reading',
    ],
    [
      'missed-7-days',
      { adherence: { ...stableProfile.adherence, missed7Days: null } },
      'expected readings missed in 7 days not known',
    ],
  ])('a part is told in the right number: %s of %j', (id, told, words) => {
    const model = models.loaded.get('deterioration');
    if (!model) throw new Error('deterioration ships');
    const readers = readersOf(model.form, deteriorationFeatures);
    const row: TelemetryFeatures = { ...stableProfile, ...told };
    const [score] = scoreRows(model, readers, [row]);
    if (!score) throw new Error('one row, one score');
    expect(sayParts(model, readers, row, score).find(part => part.id === id)?.label).toBe(words);
  });

  test('deterioration says of itself that it is shown and not ranked on, whoever looks', () => {
    expect(listModels(models).map(({ id, shadow }) => [id, shadow])).toEqual([
      ['readmission-30d', false],
      ['deterioration', true],
    ]);
    expect(readModel(models, 'deterioration').card).toContain('it is shown, and nothing is ranked on it');
  });
});

describe('GET /models', () => {
  test('200: those that are not there are listed with the reason', async () => {
    const app = await testApp({ patients: 0 });
    const { items } = await app.get<{ items: { id: string; unavailable: string }[] }>('/api/v1/models');
    expect(items.map(({ id, unavailable }) => [id, unavailable])).toEqual([
      ['readmission-30d', 'this Vigil runs without models'],
      ['deterioration', 'this Vigil runs without models'],
    ]);
  });

  test('404: one that is not there is named by its title', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/models/readmission-30d');
    const { detail } = await bodyAs<{ detail: string }>(response.clone());
    expect(detail).toBe('Readmission within 30 days is unavailable: this Vigil runs without models');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  test('404: one that nobody made', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/models/none');
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });
});
