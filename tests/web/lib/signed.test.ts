import { expect, test } from 'vitest';
import { signed } from '../../../src/web/lib/signed.ts';

test.each([
  [0.618, 2, '+0.62'],
  [-1.206, 2, '−1.21'],
  [-0.004, 2, '0.00'],
  [0, 2, '0.00'],
  [12.4, 0, '+12'],
  [-0.4, 0, '0'],
])('%f to %i decimals is %s', (value, digits, shown) => {
  expect(signed(value, digits)).toBe(shown);
});
