import { expect, test } from 'vitest';
import { deteriorationFeatures as features } from '../../../src/risk/deterioration/feature-table.ts';
import { settled } from '../../../src/risk/deterioration/fit-deterioration.ts';
import { stableProfile } from '../../../src/risk/deterioration/stable-profile.ts';
import type { TelemetryFeatures } from '../../../src/risk/deterioration/telemetry-features.ts';
import { binsOf } from '../../../src/risk/model/feature.ts';
import { type AdditiveForm, cellsOfBins, termsOf, totalCells } from '../../../src/risk/model/form.ts';
import { probabilityOf } from '../../../src/risk/model/score-cells.ts';

const form: AdditiveForm = { features, pairs: [] };
const silent: TelemetryFeatures = {
  ...stableProfile,
  adherence: { ...stableProfile.adherence, silentDays: 8 },
};
const alerting: TelemetryFeatures = { ...stableProfile, openAlerts: 2 };

/** Of 100 stable days 10 come before an event, of 100 with alerts 50, and of 100 silent ones only 2. */
const share = { stable: 10, alerting: 50, silent: 2 };
const rows = [stableProfile, alerting, silent].flatMap((of, kind) =>
  Array.from({ length: 100 }, (_, i) => ({ of, label: i < (Object.values(share)[kind] ?? 0) ? 1 : 0 })),
);
const bins = binsOf(
  features,
  rows.map(r => r.of),
);
const labels = Uint8Array.from(rows, r => r.label);
const start = { cells: new Float32Array(totalCells(form)), base: -2 };
const fit = { epochs: 1, batch: 1, learningRate: 1, shapeL2: 0.1, smoothness: 0, seed: 1 };
const { cells, base } = settled(form, start, { bins, labels }, fit);

const partsOf = (of: TelemetryFeatures) =>
  [...cellsOfBins(form, binsOf(features, [of]), 1)].map(cell => cells[cell] as number);
const logitOf = (of: TelemetryFeatures) => partsOf(of).reduce((sum, part) => sum + part, base);

test('silence before which less happened reassures nobody', () => {
  const at = features.findIndex(f => f.id === 'silent-days');
  expect(partsOf(silent)[at]).toBe(0);
});

test('no part is below 0, and a stable patient has none', () => {
  const [measures] = termsOf(form);
  expect(Math.min(...cells.slice(measures?.cells))).toBe(0);
  expect(
    partsOf(stableProfile)
      .slice(1)
      .every(part => part === 0),
  ).toBe(true);
});

test('what happens more often is learned, and all in all as much is expected as there was', () => {
  expect(probabilityOf(logitOf(alerting))).toBeCloseTo(0.5, 1);
  const expected = rows.reduce((sum, { of }) => sum + probabilityOf(logitOf(of)), 0);
  expect(expected).toBeCloseTo(62, 0);
});

test('of a number, what lies farther from stable never counts less', () => {
  const terms = termsOf(form);
  features.forEach((feature, f) => {
    const term = terms[f];
    if (feature.kind !== 'number' || !term) return;
    const shape = cells.slice(term.offset + 1, term.offset + term.cells);
    const stable = binsOf(features, [stableProfile])[f] ?? 0;
    const above = [...shape.slice(Math.max(0, stable - 1))];
    const below = [...shape.slice(0, stable)].reverse();
    expect(above).toEqual(above.toSorted((a, b) => a - b));
    expect(below).toEqual(below.toSorted((a, b) => a - b));
  });
});
