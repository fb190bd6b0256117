import { describe, expect, test } from 'vitest';
import { afterWrong, noTries, type Tries, waitAfter } from '../../src/accounts/lockout.ts';

const second = 1_000;
const minute = 60 * second;

describe('waitAfter', () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, 30 * second],
    [6, minute],
    [7, 2 * minute],
    [9, 8 * minute],
    [10, 15 * minute],
    [1_000, 15 * minute],
  ])('after %i wrong passwords in a row: %i ms', (failures, expected) => {
    expect(waitAfter(failures)).toBe(expected);
  });
});

test('the fifth wrong password in a row begins the first wait', () => {
  let tries: Tries = noTries;
  for (let wrong = 1; wrong <= 4; wrong += 1) tries = afterWrong(tries, wrong);
  expect(tries).toEqual({ failures: 4, lockedUntil: null });
  expect(afterWrong(tries, 100)).toEqual({ failures: 5, lockedUntil: 100 + 30 * second });
});
