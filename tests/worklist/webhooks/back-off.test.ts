import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, hourMs } from '../../../src/domain/local-day.ts';
import { nextTryAt } from '../../../src/worklist/webhooks/back-off.ts';

const waits = (chance: number, status: number | null = 503) => {
  const all: number[] = [];
  for (let attempts = 1; ; attempts++) {
    const at = nextTryAt(attempts, status, 0, chance);
    if (at === null) return all;
    all.push(at);
  }
};

test('eight attempts in about a day, each wait longer than the one before', () => {
  const all = waits(0.5);
  expect(all.slice(0, 6)).toEqual([5_000, 30_000, 120_000, 600_000, hourMs, 6 * hourMs]);
  expect(all).toHaveLength(7);
  expect([...all].sort((a, b) => a - b)).toEqual(all);
  const total = all.reduce((a, b) => a + b, 0);
  expect(total).toBeGreaterThan(0.9 * dayMs);
  expect(total).toBeLessThan(1.1 * dayMs);
});

test('a wait is spread by a fifth at most, and retries that failed together do not come together', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, chance) => {
        const [middle, at] = [nextTryAt(attempts, 500, 0, 0.5), nextTryAt(attempts, 500, 0, chance)];
        expect(Math.abs((at ?? 0) / (middle ?? 1) - 1)).toBeLessThanOrEqual(0.2001);
      },
    ),
  );
  expect(nextTryAt(1, 500, 0, 0)).not.toBe(nextTryAt(1, 500, 0, 1));
});

test('a receiver that is gone (410) is never tried again; one that does not answer is', () => {
  expect(nextTryAt(1, 410, 0, 0.5)).toBeNull();
  expect(nextTryAt(1, null, 0, 0.5)).toBe(5_000);
});
