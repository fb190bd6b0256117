import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { trainingRows } from '../../../src/cli/train-deterioration-rows.ts';
import {
  type DeteriorationModel,
  loadDeterioration,
} from '../../../src/risk/deterioration/load-deterioration.ts';
import { deteriorationScorer } from '../../../src/risk/deterioration/scorer.ts';
import { shownParts } from '../../../src/risk/deterioration/shown-parts.ts';
import { stableProfile } from '../../../src/risk/deterioration/stable-profile.ts';
import type { TelemetryFeatures } from '../../../src/risk/deterioration/telemetry-features.ts';
import { binsOf } from '../../../src/risk/model/feature.ts';
import { termsOf } from '../../../src/risk/model/form.ts';
import { sayParts } from '../../../src/risk/model/say-parts.ts';
import { scoreRows } from '../../../src/risk/model/score-rows.ts';
import { shippedModels } from '../../../src/risk/model/shipped.ts';
import { startBackend } from '../../../src/risk/model/tensorflow.ts';
import { scored } from '../../../src/risk/scored.ts';
import { tempFolder } from '../../support/store.ts';

let loaded: DeteriorationModel;

beforeAll(async () => {
  await startBackend();
  loaded = await loadDeterioration(shippedModels);
});

const shownOf = (rows: readonly TelemetryFeatures[]) => {
  const { model, readers, ordinary } = loaded;
  return scoreRows(model, readers, rows).map((score, i) => {
    const parts = shownParts(sayParts(model, readers, rows[i] as TelemetryFeatures, score), ordinary);
    const shown = scored(parts);
    return { parts, value: shown.applicable ? shown.value : -1 };
  });
};

const { weight, pressure, glucose } = stableProfile;
if (!weight || !pressure || !glucose) throw new Error('the stable profile measures everything');

describe('the model as it ships', () => {
  test('reads 0 for the stable patient, whatever of it is measured', () => {
    const rows: TelemetryFeatures[] = [
      stableProfile,
      { ...stableProfile, measures: 'blood-pressure', weight: null, glucose: null },
      { ...stableProfile, measures: 'glucose+weight', pressure: null },
    ];
    expect(shownOf(rows)).toEqual(rows.map(() => ({ parts: [], value: 0 })));
  });

  test('reads 0 on nine of ten days of simulated stable patients it has not seen', {
    timeout: 60_000,
  }, async () => {
    const rows = await trainingRows({ seed: 77, patients: 24, days: 90 });
    const stable = rows.filter(r => r.scenario.startsWith('stable'));
    const values = shownOf(stable.map(r => r.features)).map(s => s.value);
    expect(stable.length).toBeGreaterThan(150);
    expect(values.filter(v => v === 0).length / values.length).toBeGreaterThan(0.8);
    expect(Math.min(...values)).toBe(0);
  });

  test.each([
    [3, true],
    [4, false],
    [10, false],
  ])('a patient silent for %i days is scored: %s', (silentDays, applicable) => {
    const telemetry = { ...stableProfile, adherence: { ...stableProfile.adherence, silentDays } };
    const nobody = { timeZone: 'UTC', birthDate: null, encounters: [], conditions: [] };
    const score = deteriorationScorer(loaded).score({ ...nobody, telemetry }, 0);
    expect(score.applicable).toBe(applicable);
    if (!score.applicable)
      expect(score).toMatchObject({
        why: expect.stringContaining(`no readings for ${silentDays} days`),
        unknown: true,
      });
  });

  test.each([
    ['that are expected', 30, true],
    ['and none is expected', null, undefined],
  ])('without readings for 5 weeks %s, it is known whether nobody knows', (_, silentDays, unknown) => {
    const adherence = { ...stableProfile.adherence, silentDays };
    const telemetry = { ...stableProfile, weight: null, pressure: null, glucose: null, adherence };
    const nobody = { timeZone: 'UTC', birthDate: null, encounters: [], conditions: [] };
    const score = deteriorationScorer(loaded).score({ ...nobody, telemetry }, 0);
    expect(score).toMatchObject({ applicable: false, why: 'no readings in the last 5 weeks' });
    expect('unknown' in score && score.unknown).toBe(unknown ?? false);
  });

  test('what lies farther from stable never counts less', () => {
    const { form, weights } = loaded.model;
    const [stable] = [binsOf(loaded.readers, [stableProfile])];
    termsOf(form).forEach(({ offset, cells }, f) => {
      if (form.features[f]?.kind !== 'number') return;
      const shape = [...weights.cells.slice(offset + 1, offset + cells)];
      const at = (stable[f] ?? 1) - 1;
      expect(shape.slice(at)).toEqual(shape.slice(at).toSorted((a, b) => a - b));
      expect(shape.slice(0, at + 1)).toEqual(shape.slice(0, at + 1).toSorted((a, b) => b - a));
    });
  });

  test('nothing that is silent or not known reassures: no shown cell is below 0', () => {
    const { form, weights } = loaded.model;
    const hidden = form.features.findIndex(f => f.id === 'measures');
    termsOf(form).forEach(({ offset, cells }, term) => {
      if (term === hidden) return;
      for (const points of weights.cells.slice(offset, offset + cells))
        expect(points).toBeGreaterThanOrEqual(0);
    });
  });

  const gaining: TelemetryFeatures = {
    ...stableProfile,
    weight: {
      ...weight,
      shift: 5,
      gain3DaysKg: 1.8,
      gain7DaysKg: 2.5,
      gain14DaysKg: 3.2,
      trend7DaysKgPerWeek: 2.4,
      overDryKg: 3,
    },
    openAlerts: 2,
    worstAlert: 'warning',
  };
  const lows: TelemetryFeatures = {
    ...stableProfile,
    glucose: { ...glucose, lowDays: 0.6, inRange: 0.2, inRangeChange: -0.6 },
    openAlerts: 1,
    worstAlert: 'urgent',
  };

  test.each([
    ['a weight that rises', gaining],
    ['many lows', lows],
  ])('is well above 0 for %s, and its parts add up', (_, row) => {
    const [shown] = shownOf([row]);
    expect(shown?.value).toBeGreaterThan(1);
    expect(shown?.parts.reduce((sum, p) => sum + p.points, 0)).toBeCloseTo(shown?.value ?? 0, 9);
    expect(shown?.parts.at(-1)?.id).toBe('ordinary');
  });
});

test.each([
  ['is missing', (path: string) => rmSync(path), 'shown.json is not there'],
  ['is no JSON', (path: string) => writeFileSync(path, '{'), 'shown.json must hold'],
  [
    'says less than 0',
    (path: string) => writeFileSync(path, '{"format":1,"ordinary":-1}'),
    'shown.json must hold',
  ],
])('a model whose shown.json %s is unavailable, in words', async (_, spoil, words) => {
  const folder = tempFolder();
  const { id, version } = loaded.model;
  cpSync(join(shippedModels, id), join(folder, id), { recursive: true });
  spoil(join(folder, id, version, 'shown.json'));
  await expect(loadDeterioration(folder)).rejects.toThrow(words);
});
