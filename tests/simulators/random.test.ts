import { expect, test } from 'vitest';
import { diceOf, randomOf } from '../../simulators/random.ts';

const numbersOf = (key: string, count = 2000) => {
  const random = randomOf(key);
  return Array.from({ length: count }, () => random.next());
};
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('one key always gives the same numbers', () => {
  expect(numbersOf('7/3')).toEqual(numbersOf('7/3'));
});

test('neighbouring keys give unrelated, even numbers', () => {
  const a = numbersOf('7/3');
  const b = numbersOf('7/4');
  const both = a.map((value, index) => (value - 0.5) * ((b[index] ?? 0) - 0.5));
  expect(Math.abs(meanOf(both))).toBeLessThan(0.01);
  expect(meanOf(a)).toBeCloseTo(0.5, 1);
  expect(Math.min(...a)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...a)).toBeLessThan(1);
});

test('first numbers of successive keys spread over the whole range', () => {
  const firsts = Array.from({ length: 2000 }, (_, index) => randomOf(`seed/${index}/course`).next());
  const tenths = Array.from({ length: 10 }, (_, tenth) => firsts.filter(n => Math.floor(n * 10) === tenth));
  for (const { length } of tenths) {
    expect(length).toBeGreaterThan(150);
    expect(length).toBeLessThan(250);
  }
});

test('normal has the mean and the standard deviation asked for', () => {
  const random = randomOf('normal');
  const values = Array.from({ length: 20_000 }, () => random.normal(120, 7));
  const mean = meanOf(values);
  expect(mean).toBeCloseTo(120, 0);
  expect(Math.sqrt(meanOf(values.map(value => (value - mean) ** 2)))).toBeCloseTo(7, 0);
});

test('whole includes both ends, and weighted keeps to the weights', () => {
  const random = randomOf('choices');
  const wholes = new Set(Array.from({ length: 500 }, () => random.whole(1, 6)));
  expect([...wholes].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const heads = Array.from({ length: 5000 }, () =>
    random.weighted([
      ['head', 3],
      ['tail', 1],
    ]),
  );
  expect(heads.filter(side => side === 'head').length / heads.length).toBeCloseTo(0.75, 1);
  expect(() => random.pick([])).toThrow(RangeError);
});

test('dice of a day and a purpose always fall the same, whatever was thrown between', () => {
  const [dice, again] = [diceOf('7/3'), diceOf('7/3')];
  const first = [dice(20_000, 1).next(), dice(20_001, 1).next(), dice(20_000, 2).next()];
  expect(again(20_000, 2).next()).toBe(first[2]);
  expect(again(20_000, 1).next()).toBe(first[0]);
  expect(new Set(first).size).toBe(3);
  expect(diceOf('7/4')(20_000, 1).next()).not.toBe(first[0]);
});

test('dice of successive days and purposes spread evenly and are unrelated', () => {
  const dice = diceOf('spread');
  const values = Array.from({ length: 400 }, (_, day) =>
    Array.from({ length: 30 }, (_, purpose) => dice(20_000 + day, purpose).next()),
  );
  expect(meanOf(values.flat())).toBeCloseTo(0.5, 1);
  const products = (step: (day: number, purpose: number) => number | undefined) =>
    meanOf(values.flatMap((row, day) => row.map((v, p) => (v - 0.5) * ((step(day, p) ?? 0.5) - 0.5))));
  expect(Math.abs(products((day, purpose) => values[day + 1]?.[purpose]))).toBeLessThan(0.004);
  expect(Math.abs(products((day, purpose) => values[day]?.[purpose + 1]))).toBeLessThan(0.004);
});
