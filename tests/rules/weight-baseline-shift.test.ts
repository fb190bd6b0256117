import { expect, test } from 'vitest';
import { weightBaselineShift } from '../../src/rules/weight-baseline-shift.ts';
import { becauseOf, bp, brief, judge, standing, start } from './build.ts';
import { mornings, steady } from './weigh.ts';

const fires = 'firing warning confirmed';
const then = steady(16, 80);
const between = Array(10).fill(81);
const swinging = Array.from({ length: 16 }, (_, i) => 80 + (i % 2 === 0 ? 1 : -1));

test.each([
  { name: '2 kg above the usual of weeks ago', kg: [...then, ...between, 82, 82, 82, 82], is: fires },
  { name: 'a little less', kg: [...then, ...between, 81.9, 81.9, 81.9, 81.9], is: 'unknown' },
  { name: 'one odd weigh-in of four', kg: [...then, ...between, 82.3, 80, 82.3, 82.3], is: fires },
  { name: 'two odd ones of four', kg: [...then, ...between, 80.2, 80, 82.3, 84.3], is: 'unknown' },
  {
    name: 'a weight that swings by 2 kg needs more',
    kg: [...swinging, ...between, 83, 83, 83, 83],
    is: 'unknown',
  },
  {
    name: 'one that swings, with as much more',
    kg: [...swinging, ...between, 84.5, 84.5, 84.5, 84.5],
    is: fires,
  },
  {
    name: 'fewer than 7 days of weeks ago',
    kg: [...steady(6, 80), ...between, 83, 83, 83, 83],
    is: 'unknown',
  },
  {
    name: 'two weigh-ins of late',
    kg: [...then, ...between, null, null, null, null, null, 83, 83],
    is: 'unknown',
  },
])('$name: $is', ({ kg, is }) => {
  const readings = mornings(kg);
  expect(brief(judge(weightBaselineShift, readings))).toBe(is);
});

test('says the weight of late, the usual, and the limit', () => {
  const finding = judge(weightBaselineShift, mornings([...then, ...between, 82.5, 82.5, 82.5, 82.5]));
  expect(becauseOf(finding)).toBe(
    'weight of the last days 82.5 kg, 2.5 kg above the usual 80 kg of weeks ago; limit 2 kg',
  );
});

test.each([
  { name: 'both below half', last: [80.8, 80.8, 80.8, 80.8, 80.8], is: 'clear' },
  { name: 'the one before still at half', last: [81, 81, 81, 80.5, 80.5], is: 'unknown' },
  { name: 'the last at half', last: [81, 81, 81, 81, 81], is: 'unknown' },
])('clears on two weigh-ins less than half the limit above: $name', ({ last, is }) => {
  const readings = mornings([...then, ...between.slice(1), ...last]);
  expect(brief(judge(weightBaselineShift, readings, { standing: standing() }))).toBe(is);
  expect(brief(judge(weightBaselineShift, readings))).toBe('unknown');
});

test.each([[bp(start, 120)], [null]])('judges weight only (%#)', reading => {
  const readings = mornings([...then, ...between, 84, 84, 84, 84]);
  expect(brief(judge(weightBaselineShift, readings, { reading }))).toBe('unknown');
});
