import { describe, expect, test } from 'vitest';
import { bootstrap } from '../../../src/evaluation/judge-quality/bootstrap.ts';

type One = { readonly hits: number; readonly all: number };
const ratio = { over: (p: One) => p.hits, under: (p: One) => p.all };
const panel = (count: number): One[] => Array.from({ length: count }, (_, i) => ({ hits: i % 2, all: 1 }));

const widthOf = (patients: readonly One[]): number => {
  const [interval] = bootstrap(patients, [ratio], 1);
  return interval ? interval[1] - interval[0] : Number.NaN;
};

describe('the interval of a share', () => {
  test('holds the share, and is as wide as theory says', () => {
    const [interval] = bootstrap(panel(400), [ratio], 1);
    expect(interval?.[0]).toBeLessThan(0.5);
    expect(interval?.[1]).toBeGreaterThan(0.5);
    // 1.96 standard errors of a half, on each side
    expect(widthOf(panel(400))).toBeCloseTo(2 * 1.96 * Math.sqrt(0.25 / 400), 1);
  });

  test('is narrower with more patients', () =>
    expect(widthOf(panel(1_600))).toBeLessThan(widthOf(panel(100))));

  test('is wider when what happens comes together in few patients', () => {
    const apart = Array.from({ length: 400 }, (_, i) => ({ hits: i % 4 === 0 ? 1 : 0, all: 1 }));
    const together = Array.from({ length: 100 }, (_, i) => ({ hits: i % 4 === 0 ? 4 : 0, all: 4 }));
    expect(widthOf(together)).toBeGreaterThan(widthOf(apart) * 1.5);
  });

  test('is the same for a seed', () =>
    expect(bootstrap(panel(50), [ratio], 3)).toEqual(bootstrap(panel(50), [ratio], 3)));

  test('is none where there is nothing to divide by', () =>
    expect(bootstrap([{ hits: 0, all: 0 }], [ratio], 1)).toEqual([null]));
});
