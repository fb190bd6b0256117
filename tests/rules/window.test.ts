import { expect, test } from 'vitest';
import { lastIndexOf, measuredAtOf } from '../../src/rules/window.ts';
import { bp, start, weight } from './build.ts';

const readings = [weight(start, 80), bp(start, 120), bp(start + 1, 120), weight(start + 2, 80)];

test.each([
  { name: 'the last of its kind', found: lastIndexOf(readings, 'blood-pressure'), is: 2 },
  { name: 'before a position', found: lastIndexOf(readings, 'blood-pressure', 2), is: 1 },
  { name: 'not at the instant it must come after', found: lastIndexOf(readings, 'weight', 3, start), is: -1 },
  { name: 'a kind that is not there', found: lastIndexOf(readings, 'glucose'), is: -1 },
])('lastIndexOf: $name', ({ found, is }) => {
  expect(found).toBe(is);
});

test('measuredAtOf: NaN where there is no reading', () => {
  expect(measuredAtOf(readings, 2)).toBe(start + 1);
  expect(measuredAtOf(readings, -1)).toBeNaN();
});
