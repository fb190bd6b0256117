import { expect, test } from 'vitest';
import { againstStable, shownSum } from '../../../src/risk/deterioration/against-stable.ts';
import { deteriorationFeatures as features } from '../../../src/risk/deterioration/feature-table.ts';
import { stableProfile } from '../../../src/risk/deterioration/stable-profile.ts';
import type { TelemetryFeatures } from '../../../src/risk/deterioration/telemetry-features.ts';
import type { AdditiveWeights } from '../../../src/risk/model/additive.ts';
import { binsOf } from '../../../src/risk/model/feature.ts';
import { type AdditiveForm, cellsOfBins, totalCells } from '../../../src/risk/model/form.ts';

const form: AdditiveForm = { features, pairs: [] };
const learned = { cells: Float32Array.from({ length: totalCells(form) }, (_, i) => Math.sin(i)), base: -4 };
const weights = againstStable(form, features, learned);

const partsOf = ({ cells }: AdditiveWeights, of: TelemetryFeatures): number[] =>
  Array.from(cellsOfBins(form, binsOf(features, [of]), 1), cell => cells[cell] as number);
const logitOf = (w: AdditiveWeights, of: TelemetryFeatures): number =>
  partsOf(w, of).reduce((sum, part) => sum + part, w.base);

const moved: TelemetryFeatures = { ...stableProfile, openAlerts: 3, worstAlert: 'urgent' };

test('a stable patient reads exactly 0, whatever was learned', () => {
  expect(shownSum(features, partsOf(weights, stableProfile))).toBe(0);
});

test('what is moved goes to the base: every logit stays as it was', () => {
  for (const of of [stableProfile, moved]) expect(logitOf(weights, of)).toBeCloseTo(logitOf(learned, of), 4);
});

test('who differs in one thing reads by that alone', () => {
  const sum = partsOf(weights, moved).filter((_, f) => features[f]?.id.includes('alert'));
  expect(shownSum(features, partsOf(weights, moved))).toBeCloseTo(
    sum.reduce((a, b) => a + b, 0),
    5,
  );
  expect(shownSum(features, partsOf(weights, moved))).not.toBe(0);
});
