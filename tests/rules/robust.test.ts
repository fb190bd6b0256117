import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baselineOf,
  mean,
  median,
  quantile,
  scaledMad,
  spreadsAbove,
  standardDeviation,
  trimmedMean,
} from '../../src/rules/robust.ts';

test.each([
  { values: [], is: Number.NaN },
  { values: [5], is: 5 },
  { values: [9, 1, 5], is: 5 },
  { values: [9, 1, 5, 6], is: 5.5 },
  { values: [120, 122, 121, 400, 119], is: 121 },
])('median of $values is $is', ({ values, is }) => {
  expect(median(values)).toBe(is);
});

test.each([
  { q: 0, is: 1 },
  { q: 0.25, is: 2 },
  { q: 0.9, is: 4.6 },
  { q: 1, is: 5 },
])('quantile $q of 1–5 is $is', ({ q, is }) => {
  expect(quantile([3, 1, 2, 5, 4], q)).toBeCloseTo(is, 12);
});

test.each([
  { values: [1, 2, 3, 4, 5], sd: Math.sqrt(2.5) },
  { values: [7, 7], sd: 0 },
  { values: [7], sd: Number.NaN },
  { values: [], sd: Number.NaN },
])('sample standard deviation of $values is $sd', ({ values, sd }) => {
  expect(standardDeviation(values)).toBe(sd);
});

test('scaled MAD of normally distributed values is their standard deviation', () => {
  // the 0.05, 0.15 … 0.95 quantiles of a normal distribution hold its median deviation, 0.6745, between two of them
  const z = [-1.6449, -1.0364, -0.6745, -0.3853, -0.1257, 0.1257, 0.3853, 0.6745, 1.0364, 1.6449];
  const values = [...z.map(one => 120 + 8 * one), 120 - 8 * 0.6745];
  expect(scaledMad(values, 120)).toBeCloseTo(8, 2);
  expect(scaledMad([0, 1, 2, 3, 4], 2)).toBeCloseTo(1.4826, 10);
});

describe('a baseline', () => {
  test('is not moved by one outlier', () => {
    const calm = [118, 122, 120, 119, 121, 120, 120];
    expect(baselineOf([...calm, 190], 1).centre).toBe(baselineOf(calm, 1).centre);
  });

  test('never takes the spread of few or equal values for less than the floor', () => {
    expect(baselineOf([120, 120, 120], 4)).toEqual({ centre: 120, spread: 4 });
    expect(baselineOf([100, 120, 140], 4).spread).toBeCloseTo(29.652, 3);
  });

  test('measures in spreads, below it negative', () => {
    expect(spreadsAbove(128, { centre: 120, spread: 4 })).toBe(2);
    expect(spreadsAbove(110, { centre: 120, spread: 4 })).toBe(-2.5);
  });
});

test.each([
  { values: [], is: Number.NaN },
  { values: [1, 2, 3, 100], is: 26.5 },
  { values: [120, 122, 124, 10, 500], is: 122 },
])('trimmed mean of $values is $is', ({ values, is }) => {
  expect(trimmedMean(values)).toBe(is);
});

const some = fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1, maxLength: 150 });

test('the quantile of any number of values is the one of the values in order', () => {
  fc.assert(
    fc.property(some, fc.nat(), (values, n) => {
      const sorted = values.toSorted((a, b) => a - b);
      const place = n % values.length;
      const q = values.length === 1 ? 0 : place / (values.length - 1);
      expect(quantile(values, q)).toBeCloseTo(sorted[place] as number, 6);
    }),
  );
});

test('all lie within the values, whatever their order', () => {
  fc.assert(
    fc.property(some, values => {
      const [least, most] = [Math.min(...values) - 1e-9, Math.max(...values) + 1e-9];
      for (const of of [median, mean, trimmedMean]) {
        expect(of(values)).toBeGreaterThanOrEqual(least);
        expect(of(values)).toBeLessThanOrEqual(most);
        expect(of(values.toReversed())).toBeCloseTo(of(values), 9);
      }
    }),
  );
});
