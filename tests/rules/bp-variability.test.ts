import { expect, test } from 'vitest';
import { bpVariability } from '../../src/rules/bp-variability.ts';
import { becauseOf, bp, brief, glucose, hours, judge, standing, start } from './build.ts';
import { steady } from './pressures.ts';

/** A week of sessions 12 h apart about 130 mmHg, the last at `start`. */
const week = (...about: readonly number[]) =>
  about.map((by, i) => bp(start - hours(12) * (about.length - 1 - i), 130 + by));

const wild = week(-25, 20, -22, 24, -20, 22, -24, 25, -18, 20);
const calm = week(-8, 7, -6, 8, -7, 6, -8, 7, -6, 8);

test.each([
  { name: 'swings of 20 and more', readings: wild, is: 'firing info confirmed' },
  { name: 'ordinary swings', readings: calm, is: 'unknown' },
  {
    name: 'one odd session among ordinary ones',
    readings: [...calm.slice(1), bp(start, 200)],
    is: 'unknown',
  },
  { name: 'five sessions', readings: wild.slice(-5), is: 'unknown' },
  { name: 'on four days', readings: wild.slice(-7), is: 'unknown' },
])('$name: $is', ({ readings, is }) => {
  expect(brief(judge(bpVariability, readings))).toBe(is);
});

test('says the standard deviation and over what', () => {
  expect(becauseOf(judge(bpVariability, wild))).toMatch(
    /^systolic varies by a standard deviation of 2\d(\.\d)? mmHg over 10 sessions on 6 days; limit 15$/,
  );
});

const before = (by: number) =>
  steady(30, { systolic: 130 })
    .filter(one => one.measuredAt < start - hours(7 * 24 + 12))
    .map((one, i) => ({ ...one, systolicMmHg: 130 + (i % 2 === 0 ? by : -by) }));

test('is no news of a person who always varies as much', () => {
  expect(brief(judge(bpVariability, [...before(20), ...wild]))).toBe('unknown');
  expect(brief(judge(bpVariability, [...before(20), ...wild], { standing: standing() }))).toBe('clear');
  const finding = judge(bpVariability, [...before(4), ...wild]);
  expect(brief(finding)).toBe('firing info confirmed');
  expect(becauseOf(finding)).toMatch(/; own spread [\d.]+ from day to day before$/);
});

test('clears at two thirds of the limit, on a blood pressure only', () => {
  const over = { standing: standing() };
  expect(brief(judge(bpVariability, calm, over))).toBe('clear');
  const between = week(-14, 13, -13, 14, -14, 13, -12, 13, -14, 13);
  expect(brief(judge(bpVariability, between, over))).toBe('unknown');
  expect(brief(judge(bpVariability, [...calm, glucose(start, 90)], over))).toBe('unknown');
});
