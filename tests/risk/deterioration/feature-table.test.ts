import { expect, test } from 'vitest';
import { baseFeatureId, deteriorationFeatures } from '../../../src/risk/deterioration/feature-table.ts';
import { stableProfile } from '../../../src/risk/deterioration/stable-profile.ts';
import type { TelemetryFeatures } from '../../../src/risk/deterioration/telemetry-features.ts';
import { binOf, binsOf } from '../../../src/risk/model/feature.ts';

const unknown = { missed7Days: null, missed14Days: null, missedChange: null, silentDays: null };

test('each feature has its own id, and cuts that rise', () => {
  const ids = deteriorationFeatures.map(f => f.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const feature of deteriorationFeatures)
    if (feature.kind === 'number') expect(feature.cuts).toEqual([...feature.cuts].sort((a, b) => a - b));
});

test('everything is known of the stable profile', () => {
  for (const feature of deteriorationFeatures)
    expect(binOf(feature, feature.value(stableProfile)), feature.id).toBeGreaterThan(0);
});

test('who has no such device, and no target weight, reads there like a stable patient', () => {
  const only: TelemetryFeatures = {
    ...stableProfile,
    measures: 'blood-pressure',
    weight: null,
    glucose: null,
  };
  const [bins, stable] = [
    binsOf(deteriorationFeatures, [only]),
    binsOf(deteriorationFeatures, [stableProfile]),
  ];
  deteriorationFeatures.forEach(({ id }, f) => {
    if (id !== baseFeatureId) expect(bins[f], id).toBe(stable[f]);
  });
});

test('what should be known and is not has a level of its own', () => {
  const silent: TelemetryFeatures = {
    ...stableProfile,
    weight: {
      shift: null,
      gain3DaysKg: null,
      gain7DaysKg: null,
      gain14DaysKg: null,
      trend7DaysKgPerWeek: null,
      overDryKg: null,
      variability: null,
    },
    adherence: unknown,
  };
  const bins = binsOf(deteriorationFeatures, [silent]);
  deteriorationFeatures.forEach(({ id }, f) => {
    if (/^(weight|missed|silent)/.test(id)) expect(bins[f], id).toBe(0);
  });
});

test('every set of devices is a level', () => {
  const [measures] = deteriorationFeatures;
  const sets = ['', 'blood-pressure', 'glucose+weight', 'blood-pressure+glucose+weight'];
  for (const set of sets) expect(measures && binOf(measures, set), set).toBeGreaterThan(0);
});
