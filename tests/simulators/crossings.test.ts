import { expect, test } from 'vitest';
import { crossedWeeks, type Limit, type Series } from './crossings.ts';
import { days, panelOf } from './fixtures.ts';
import { quietSeries } from './measure.ts';

const weeks = days / 7;
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

const panel = panelOf('crossings', 200);
const stable = quietSeries(panel).map((series, index) => ({
  program: panel[index]?.program,
  isHigh: panel[index]?.body.pressure.isHigh ?? false,
  series,
  crossed: crossedWeeks(series),
}));

/** of the patient-weeks of stable patients who have the device, the share with at least one crossing */
const weeklyShare = (limit: Limit, of = stable): number => {
  const has = of.filter(({ series }) => series[watched[limit]].length > 0);
  return has.reduce((sum, { crossed }) => sum + crossed[limit].size, 0) / (has.length * weeks);
};

/** Ordinary noise crosses simple limits: that is why they make so many false alerts. Rare ones stay rare. */
test.each([
  ['severePressure', 0.001, 0.02],
  ['lowPressure', 0.002, 0.03],
  ['lowGlucose', 0.02, 0.15],
  ['veryHighGlucoseTwice', 0.005, 0.08],
  ['gain1Day', 0.06, 0.25],
  ['gain3Days', 0.04, 0.2],
  ['gain7Days', 0.05, 0.2],
] as const)('stable patients cross %s in %d to %d of their weeks', (limit, least, most) => {
  expect(weeklyShare(limit)).toBeGreaterThan(least);
  expect(weeklyShare(limit)).toBeLessThan(most);
});

test('a third to a half of stable hypertension patients sit above 135/85 nearly all the time', () => {
  const hypertensive = stable.filter(({ program }) => program === 'hypertension');
  const above = hypertensive.filter(({ crossed }) => crossed.highMeanPressure.size > 0.8 * weeks);
  expect(above.length / hypertensive.length).toBeGreaterThan(0.3);
  expect(above.length / hypertensive.length).toBeLessThan(0.55);
  expect(
    weeklyShare(
      'highMeanPressure',
      stable.filter(s => s.isHigh),
    ),
  ).toBeGreaterThan(0.85);
  expect(
    weeklyShare(
      'highMeanPressure',
      stable.filter(s => !s.isHigh),
    ),
  ).toBeLessThan(0.2);
});
