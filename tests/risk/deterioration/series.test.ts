import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  meanIn,
  ownLevelOf,
  seriesOf,
  slopePerWeek,
  spreadIn,
  valuesIn,
} from '../../../src/risk/deterioration/series.ts';
import { baselineOf, standardDeviation } from '../../../src/rules/robust.ts';
import { theilSen } from '../../../src/rules/trend.ts';

const values = fc.array(fc.double({ min: -200, max: 200, noNaN: true }), { minLength: 7, maxLength: 31 });
const series = { days: [3, 1, 5, 9], values: [30, 10, 50, 90] };

test('a day without a value is left out', () => {
  const rollups = [
    { day: 1, mean: 80 },
    { day: 2, mean: null },
  ];
  expect(seriesOf(rollups, r => r.mean)).toEqual({ days: [1], values: [80] });
});

test('a window holds its first day and not the one after its last, in any order of days', () => {
  expect(valuesIn(series, 3, 9)).toEqual([30, 50]);
  expect(meanIn(series, 3, 9)).toBe(40);
  expect(meanIn(series, 6, 9)).toBeNull();
});

test('own level and spread are those the rules use, and not known from too few values', () => {
  fc.assert(
    fc.property(values, all => {
      const { centre, spread } = baselineOf(all, 0.3);
      const own = ownLevelOf([...all], 7, 0.3);
      expect(own?.centre).toBeCloseTo(centre, 9);
      expect(own?.spread).toBeCloseTo(spread, 9);
    }),
  );
  expect(ownLevelOf([1, 2, 3, 4, 5, 6], 7, 0.3)).toBeNull();
});

test('the spread is the sample standard deviation', () => {
  fc.assert(
    fc.property(values, all => {
      expect(spreadIn(all, 5)).toBeCloseTo(standardDeviation(all), 9);
    }),
  );
  expect(spreadIn([1, 2, 3, 4], 5)).toBeNull();
});

test('the slope is Theil and Sen’s, a week; one outlier does not turn it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 4, maxLength: 14 }),
      all => {
        const points = all.map((y, x) => ({ x, y }));
        const of = { days: points.map(p => p.x), values: all };
        expect(slopePerWeek(of, 0, 14, 4)).toBeCloseTo(7 * theilSen(points), 9);
      },
    ),
  );
  const rising = { days: [0, 1, 2, 3, 4, 5, 6], values: [80, 80.2, 80.4, 99, 80.8, 81, 81.2] };
  expect(slopePerWeek(rising, 0, 7, 4)).toBeCloseTo(1.4, 9);
  expect(slopePerWeek(rising, 4, 7, 4)).toBeNull();
});
