import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gzipBytes, keysPerItem, percentile, spreadOf } from '../../src/cli/bench-web-figures.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => n - i);

describe('percentiles', () => {
  test.each([
    [upTo(100), 0.5, 50],
    [upTo(100), 0.95, 95],
    [upTo(20), 0.95, 19],
    [upTo(3), 0.5, 2],
    [[7], 0.95, 7],
    [[9, 10, 100], 1, 100],
  ])('of %j the share %d is not above', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  test('compare as numbers, and leave what they are given as it was', () => {
    const values = [100, 9, 20];
    expect(spreadOf(values)).toEqual({ n: 3, p50: 20, p95: 100, max: 100 });
    expect(values).toEqual([100, 9, 20]);
  });

  test('are said to a tenth; of nothing measured nothing is said', () => {
    expect(spreadOf([16.66])).toEqual({ n: 1, p50: 16.7, p95: 16.7, max: 16.7 });
    expect(spreadOf([])).toBeNull();
  });
});

test('keys per item: the most and the mean', () => {
  expect(keysPerItem([3, 3, 2])).toEqual({ max: 3, mean: 2.67 });
  expect(keysPerItem([])).toEqual({ max: 0, mean: 0 });
});

test('scripts weigh what each weighs compressed by itself', () => {
  const scripts = ['a'.repeat(5_000), 'b'.repeat(5_000)].map(text => Buffer.from(text));
  const [one = 0, two = 0] = scripts.map(script => gzipSync(script).length);
  expect(gzipBytes(scripts)).toBe(one + two);
});
