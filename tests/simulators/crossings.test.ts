import { expect, test } from 'vitest';
import { simulatePanel } from '../../simulators/patient.ts';
import { crossedWeeks, type Limit, type Series, seriesOf } from './crossings.ts';
import { endAt, startAt } from './fixtures.ts';

const weeks = (endAt - startAt) / (7 * 86_400_000);
const watched: Readonly<Record<Limit, keyof Series>> = {
  severePressure: 'pressures',
  lowPressure: 'pressures',
  highMeanPressure: 'pressures',
  lowGlucose: 'glucoses',
  veryHighGlucoseTwice: 'glucoses',
  gain1Day: 'weights',
  gain3Days: 'weights',
  gain7Days: 'weights',
};

const stable = simulatePanel({ seed: 'vigil', count: 200, endAt })
  .filter(({ course }) => course.is === 'stable')
  .map(patient => {
    const series = seriesOf(patient, startAt, endAt);
    return { program: patient.program, series, crossed: crossedWeeks(series) };
  });

/** of the patient-weeks of stable patients who have the device, the share with at least one crossing */
const weeklyShare = (limit: Limit): number => {
  const has = stable.filter(({ series }) => series[watched[limit]].length > 0);
  return has.reduce((sum, { crossed }) => sum + crossed[limit].size, 0) / (has.length * weeks);
};

const spreadOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};
const medianOf = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test.each([
  ['severePressure', 0.001],
  ['lowPressure', 0.005],
  ['lowGlucose', 0.01],
  ['veryHighGlucoseTwice', 0.005],
  ['gain1Day', 0.02],
  ['gain3Days', 0.01],
  ['gain7Days', 0.01],
] as const)('stable patients cross %s in fewer than %d of their weeks', (limit, most) => {
  expect(weeklyShare(limit)).toBeLessThan(most);
});

test('10 to 25 % of stable hypertension patients sit above 135/85, the others do not', () => {
  const hypertensive = stable.filter(({ program }) => program === 'hypertension');
  const above = hypertensive.filter(({ crossed }) => crossed.highMeanPressure.size > weeks / 2);
  expect(above.length / hypertensive.length).toBeGreaterThan(0.1);
  expect(above.length / hypertensive.length).toBeLessThan(0.25);
  const others = hypertensive.filter(({ crossed }) => crossed.highMeanPressure.size <= weeks / 2);
  const strays = others.reduce((sum, { crossed }) => sum + crossed.highMeanPressure.size, 0);
  expect(strays / (others.length * weeks)).toBeLessThan(0.03);
});

test('stable patients are as noisy as quiet ordinary people', () => {
  const weightDiffs = stable.flatMap(({ series: { weights } }) => {
    const diffs = weights.flatMap(({ day, value }, index) => {
      const before = weights[index - 1];
      return before && before.day === day - 1 ? [value - before.value] : [];
    });
    return diffs.length > 20 ? [spreadOf(diffs)] : [];
  });
  expect(medianOf(weightDiffs)).toBeGreaterThan(0.35);
  expect(medianOf(weightDiffs)).toBeLessThan(0.6);
  const systolic = stable
    .filter(({ program }) => program === 'hypertension')
    .map(({ series }) => spreadOf(series.pressures.map(p => p.systolic)));
  expect(medianOf(systolic)).toBeGreaterThan(6);
  expect(medianOf(systolic)).toBeLessThan(8);
});
