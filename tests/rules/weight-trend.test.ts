import { describe, expect, test } from 'vitest';
import { weightTrend } from '../../src/rules/weight-trend.ts';
import { becauseOf, bp, brief, judge, patient, standing, start } from './build.ts';
import { morning, mornings, steady } from './weigh.ts';

const fires = 'firing warning confirmed';
const anyone = patient({ programId: 'diabetes' });
const rising = [...steady(14, 80), 80.5, 81, 81.5, 82, 82.5, 83];

test.each([
  { name: 'a rise of half a kilogram a day', kg: rising, is: fires },
  { name: 'a rise of 1 kg in all', kg: [...steady(14, 80), 80.3, 80.6, 81, 81, 81, 81], is: 'unknown' },
  { name: 'one odd weigh-in of 4.9 kg', kg: [...steady(19, 80), 84.9], is: 'unknown' },
  { name: 'two odd ones, days apart', kg: [...steady(14, 80), 84.9, 80, 80.1, 80, 84.9], is: 'unknown' },
  { name: 'a steady weight', kg: steady(20, 80), is: 'unknown' },
  {
    name: 'a weight that swings by 1.2 kg a day',
    kg: Array.from({ length: 20 }, (_, i) => 80 + 1.2 * (i % 2)),
    is: 'unknown',
  },
  { name: 'a falling weight', kg: rising.toReversed(), is: 'unknown' },
  { name: 'fewer than 10 days', kg: [80, 80, 81, 82, 83, 84, 85, 86, 87], is: 'unknown' },
  {
    name: 'a week without, which starts anew',
    kg: [...steady(10, 80), ...Array(6).fill(null), 84, 84, 84],
    is: 'unknown',
  },
  { name: 'five days without', kg: [...steady(14, 80), ...Array(5).fill(null), 83.5, 83.5, 83.5], is: fires },
])('$name: $is', ({ kg, is }) => {
  expect(brief(judge(weightTrend, mornings(kg), { patient: anyone }))).toBe(is);
});

describe('where fluid is watched another rule weighs the rise', () => {
  test.each([
    { name: 'heart failure', of: patient(), is: 'unknown' },
    { name: 'a dry weight', of: patient({ programId: 'diabetes', dryWeightKg: 80 }), is: 'unknown' },
  ])('$name: $is', ({ of, is }) => {
    expect(brief(judge(weightTrend, mornings(rising), { patient: of }))).toBe(is);
    const params = { alsoWhereFluidIsWatched: true };
    expect(brief(judge(weightTrend, mornings(rising), { patient: of, params }))).toBe(fires);
  });
});

test('a hospital stay starts anew', () => {
  const over = { patient: { ...anyone, discharges: [morning(8)] } };
  expect(brief(judge(weightTrend, mornings(rising), over))).toBe('unknown');
});

test('says both averages, how far apart they are, and the limit', () => {
  expect(becauseOf(judge(weightTrend, mornings(rising), { patient: anyone }))).toBe(
    'weight of the last days 81.7 kg, 1.05 kg above its slower average of 80.7 kg; limit 1 kg',
  );
});

describe('clears when the averages are less than half the limit apart on two weigh-ins', () => {
  const over = { patient: anyone, standing: standing() };
  const settled = (count: number) => mornings([...rising, ...Array(count).fill(83)].slice(-35));
  test('stands while the weight has only just settled, and ends when the slow one has caught up', () => {
    const found = Array.from({ length: 25 }, (_, count) => brief(judge(weightTrend, settled(count), over)));
    const first = found.indexOf('clear');
    expect(found.slice(0, 3)).toEqual([fires, fires, fires]);
    expect(found[first - 1]).toBe('unknown');
    expect(found.slice(first)).toEqual(Array(25 - first).fill('clear'));
    expect(brief(judge(weightTrend, settled(24), { patient: anyone }))).toBe('unknown');
  });
});

test.each([[bp(start, 120)], [null]])('judges weight only (%#)', reading => {
  expect(brief(judge(weightTrend, mornings(rising), { reading, patient: anyone }))).toBe('unknown');
});
