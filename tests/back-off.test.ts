import { expect, test } from 'vitest';
import { createBackOff } from '../src/back-off.ts';

test('a second, then twice as long each time, up to a minute', () => {
  const wait = createBackOff(() => 0);
  expect(Array.from({ length: 8 }, (_, i) => wait(i))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
  ]);
});

test('after two quiet minutes it starts again', () => {
  const wait = createBackOff(() => 0);
  const waits = [0, 1, 120_001, 240_002].map(wait);
  expect(waits).toEqual([1_000, 2_000, 4_000, 1_000]);
});

test('up to half of it is left off, so that many do not come back at once', () => {
  expect(createBackOff(() => 0.5)(0)).toBe(750);
  expect(createBackOff(() => 0.999_999)(0)).toBeCloseTo(500, 1);
});
