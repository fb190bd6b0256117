import { describe, expect, test } from 'vitest';
import { days, meanOf, panelOf, quantile, shareOf, startAt } from './fixtures.ts';
import { pressureFigures, quietSeries, spread, weightFigures } from './measure.ts';

const panel = panelOf('calibration', 240);
const series = quietSeries(panel);
const of = (program: string) => series.filter((_, index) => panel[index]?.program === program);

const weights = of('heart-failure')
  .filter(s => s.weights.length > 90)
  .map(s => weightFigures(s.weights));
const pressures = of('hypertension')
  .filter(s => s.pressures.length > 90)
  .map(s => pressureFigures(s.pressures));

/** Expects the 10th and the 90th percentile over patients within the ends given, and says all when they are not. */
const expectSpread = (
  values: readonly number[],
  low: readonly [number, number],
  high: readonly [number, number],
) => {
  const said = `10th / 50th / 90th percentile over ${values.length} patients: ${spread(values)}`;
  expect(quantile(values, 0.1), said).toBeGreaterThan(low[0]);
  expect(quantile(values, 0.1), said).toBeLessThan(low[1]);
  expect(quantile(values, 0.9), said).toBeGreaterThan(high[0]);
  expect(quantile(values, 0.9), said).toBeLessThan(high[1]);
};

describe('stable patients are as noisy as the self-trackers that CLINICAL.md measured', () => {
  test('weight, SD of the 1-day difference: 0.58 and 1.19 kg', () => {
    expectSpread(
      weights.map(w => w.oneDaySd),
      [0.5, 0.62],
      [1, 1.25],
    );
  });

  test('weight, SD of the 7-day difference: 0.82 and 1.33 kg', () => {
    expectSpread(
      weights.map(w => w.sevenDaySd),
      [0.7, 0.86],
      [1.15, 1.4],
    );
  });

  test('weight, a gain of 1 kg in a day on 3 and 16 % of days', () => {
    expectSpread(
      weights.map(w => w.gain1kgIn1Day),
      [0.02, 0.05],
      [0.13, 0.2],
    );
  });

  test('weight, days between weighings: 1 and 2 at the 90th percentile', () => {
    expectSpread(
      weights.map(w => w.gap90),
      [0.9, 1.1],
      [1.9, 3.1],
    );
  });

  test('systolic pressure, within-person SD: 7.6 and 8.6 mmHg', () => {
    expectSpread(
      pressures.map(p => p.systolicSd),
      [6.8, 7.8],
      [8.6, 10],
    );
  });

  test('diastolic pressure, within-person SD: 4.9 and 7.1 mmHg', () => {
    expectSpread(
      pressures.map(p => p.diastolicSd),
      [4.4, 5.3],
      [6, 7.2],
    );
  });

  test('systolic pressure, SD of successive differences: 8.6 and 11.7 mmHg', () => {
    expectSpread(
      pressures.map(p => p.successiveSd),
      [7.8, 9.2],
      [10.3, 12],
    );
  });

  test('two readings minutes apart differ by up to 24 mmHg', () => {
    expectSpread(
      pressures.map(p => p.minutesApartMost),
      [16, 22],
      [26, 33],
    );
  });
});

test('adherence is what was drawn: between 0.6 and 0.98, 0.84 on average', () => {
  const weeks = days / 7;
  const kept = panel.map(({ devices, enrolledAt }, index) => {
    const { pressures: p = [], glucoses: g = [], weights: w = [] } = series[index] ?? {};
    const enrolledShare = 1 - (enrolledAt - startAt) / (days * 86_400_000);
    const expected = devices.reduce((sum, { perWeek }) => sum + perWeek, 0) * weeks * enrolledShare;
    return (p.length + g.length + w.length) / expected;
  });
  const drawn = panel.map(({ habits }) => habits.adherence);
  expect(Math.abs(meanOf(kept) - meanOf(drawn)), `${meanOf(kept)} of ${meanOf(drawn)}`).toBeLessThan(0.015);
  expect(Math.max(...kept.map((share, i) => Math.abs(share - (drawn[i] ?? 0))))).toBeLessThan(0.09);
  expect(meanOf(drawn)).toBeCloseTo(0.84, 1);
});

test('glucose: who takes insulin or a sulfonylurea has a low now and then, hardly anybody else', () => {
  const lowsOf = (holds: (flags: readonly string[]) => boolean) => {
    const values = series.flatMap((s, i) =>
      holds(panel[i]?.flags ?? []) ? s.glucoses.map(g => g.value) : [],
    );
    return shareOf(values, value => value < 70);
  };
  const insulin = lowsOf(flags => flags.includes('insulin'));
  const neither = lowsOf(flags => !flags.includes('insulin') && !flags.includes('sulfonylurea'));
  expect(insulin).toBeGreaterThan(0.006);
  expect(insulin).toBeLessThan(0.03);
  expect(neither).toBeLessThan(0.002);
});

test('glucose rises after meals, and most fasting values are above 80', () => {
  const byMeal = Map.groupBy(
    series.flatMap(s => s.glucoses),
    ({ meal }) => meal,
  );
  const mean = (meal: string) => meanOf((byMeal.get(meal) ?? []).map(({ value }) => value));
  expect(mean('after') - mean('before')).toBeGreaterThan(35);
  expect(mean('bedtime')).toBeGreaterThan(mean('before'));
  expect(mean('fasting')).toBeGreaterThan(110);
  expect(shareOf(byMeal.get('fasting') ?? [], ({ value }) => value > 80)).toBeGreaterThan(0.95);
});
