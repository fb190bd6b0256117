import { beforeAll, expect, test } from 'vitest';
import {
  fitDeterioration,
  type LabelledDay,
  scoreDays,
} from '../../../src/risk/deterioration/fit-deterioration.ts';
import { judgeDeterioration } from '../../../src/risk/deterioration/judge-deterioration.ts';
import { stableProfile } from '../../../src/risk/deterioration/stable-profile.ts';
import { startBackend } from '../../../src/risk/model/tensorflow.ts';

const settings = {
  fit: { epochs: 12, batch: 256, learningRate: 0.1, shapeL2: 1, smoothness: 1, seed: 1 },
  candidates: [{ pairs: 0, pairL2: 1 }],
  innerFolds: 2,
  bags: 2,
};

/** Every eighth day is before an event: most of these have an alert, as has one stable day in eleven. */
const days: readonly LabelledDay[] = Array.from({ length: 1_600 }, (_, i) => {
  const isEvent = i % 8 === 0;
  const isSilent = i % 40 === 0;
  const alerts = (isEvent && !isSilent) || i % 11 === 0 ? 2 : 0;
  return {
    features: { ...stableProfile, openAlerts: alerts, worstAlert: alerts > 0 ? 'urgent' : 'none' },
    label: isEvent ? 1 : 0,
    patient: `P${i % 40}`,
    isStable: !isEvent,
  };
});

beforeAll(() => startBackend().then(() => undefined));

test('what stable days stay within is learned, and events stand out', async () => {
  const fitted = await fitDeterioration(days, settings);
  const { sums } = scoreDays(fitted.form, fitted.weights, days);
  const stable = [...sums].filter((_, i) => days[i]?.isStable);
  expect(stable.filter(sum => sum <= fitted.ordinary + 1e-4).length / stable.length).toBeGreaterThanOrEqual(
    0.9,
  );
  expect(Math.max(...sums)).toBeGreaterThan(1);

  const judged = days.map((day, i) => ({
    ...day,
    program: 'heart-failure',
    scenario: day.label === 1 ? 'hf-decompensation' : 'stable',
    outcomeAt: day.label === 1 ? i : null,
  }));
  const figures = judgeDeterioration(fitted, judged);
  expect(figures.auroc).toBeGreaterThan(0.8);
  expect(figures.calibrationSlope).toBeCloseTo(1, 1);
  expect(figures).toMatchObject({ days: 1_600, patients: 40, events: 200, baseRate: 0.125 });
  expect(figures.detection).toMatchObject([{ scenario: 'hf-decompensation', events: 200 }]);
  expect(Object.keys(figures.byProgram)).toEqual(['heart-failure']);
});

test('training is reproducible', async () => {
  const [one, two] = [await fitDeterioration(days, settings), await fitDeterioration(days, settings)];
  expect(two.weights).toEqual(one.weights);
  expect(two.ordinary).toBe(one.ordinary);
});
