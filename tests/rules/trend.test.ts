import { describe, expect, test } from 'vitest';
import { cusumAbove, ewma, type Point, theilSen } from '../../src/rules/trend.ts';

const line = (days: number, from: number, perDay: number): Point[] =>
  Array.from({ length: days }, (_, x) => ({ x, y: from + perDay * x }));

describe('Theil–Sen slope', () => {
  test.each([
    { name: 'a rise', points: line(21, 120, 0.5), is: 0.5 },
    { name: 'a fall with gaps', points: line(21, 120, -0.5).filter(({ x }) => x % 3 > 0), is: -0.5 },
  ])('$name: $is', ({ points, is }) => {
    expect(theilSen(points)).toBeCloseTo(is, 10);
  });

  test.each([
    { name: 'of one day', points: line(1, 120, 1) },
    { name: 'of two values of one day', points: [...line(1, 120, 1), ...line(1, 130, 1)] },
  ])('there is none $name', ({ points }) => {
    expect(theilSen(points)).toBeNaN();
  });

  test('a quarter of wild values hardly moves it', () => {
    const points = line(20, 120, 0.5).map(p => (p.x % 4 === 1 ? { ...p, y: 260 } : p));
    expect(Math.abs(theilSen(points) - 0.5)).toBeLessThan(0.3);
  });
});

describe('exponentially weighted mean', () => {
  test('of one value a half-life after its start lies half way', () => {
    expect(ewma([{ x: 9, y: 140 }], 120, 5, 5)).toBeCloseTo(130, 10);
  });

  test('comes as near in days, however many of them were measured', () => {
    const steady = (xs: number[]) => xs.map(x => ({ x, y: 140 }));
    const daily = ewma(steady([1, 2, 3, 4, 5, 6]), 120, 3);
    expect(ewma(steady([1, 6]), 120, 3)).toBeCloseTo(daily, 10);
  });

  test('stays where it starts without points', () => {
    expect(ewma([], 120, 5)).toBe(120);
  });
});

describe('cumulative sum', () => {
  const baseline = { centre: 120, spread: 5 };
  const scale = { slack: 0.5, most: 2.5 };

  test('adds up what exceeds the slack', () => {
    expect(cusumAbove(line(4, 130, 0), baseline, scale)).toBeCloseTo(4 * 1.5, 10);
  });

  test('never falls below nothing, so that a good month hides no rise', () => {
    expect(cusumAbove([...line(30, 100, 0), ...line(2, 130, 0)], baseline, scale)).toBeCloseTo(3, 10);
  });

  test('lets no single value count for more than its most', () => {
    expect(cusumAbove([{ x: 0, y: 220 }], baseline, scale)).toBeCloseTo(2, 10);
  });
});
