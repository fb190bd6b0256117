import { describe, expect, test } from 'vitest';
import { weightAboveDry } from '../../src/rules/weight-above-dry.ts';
import { becauseOf, bp, brief, judge, patient, standing, start, weight } from './build.ts';
import { lastMorning, morning, mornings } from './weigh.ts';

const dry = patient({ dryWeightKg: 80 });
const fires = 'firing warning confirmed';
const eachWeighIn = { weighIns: 1 };

test.each([
  { kg: 82, is: 'unknown' },
  { kg: 80.4 + 1.6, is: 'unknown' },
  { kg: 82.01, is: fires },
  { kg: 78, is: 'unknown' },
])('$kg kg with a dry weight of 80 kg, each weigh-in counting: $is', ({ kg, is }) => {
  expect(brief(judge(weightAboveDry, [weight(start, kg)], { patient: dry, params: eachWeighIn }))).toBe(is);
});

describe('counts when it holds on 3 weigh-in days in a row', () => {
  test.each([
    { name: 'three', kg: [82.1, 82.3, 82.2], is: fires },
    { name: 'three with holes between', kg: [82.1, null, null, 82.3, null, 82.2], is: fires },
    { name: 'two', kg: [82.3, 82.2], is: 'unknown' },
    { name: 'the first at the limit', kg: [82, 82.3, 82.2], is: 'unknown' },
    { name: 'the one between below', kg: [82.4, 81.9, 82.2], is: 'unknown' },
    { name: 'a week without before the last', kg: [82.1, 82.3, ...Array(6).fill(null), 82.2], is: 'unknown' },
  ])('$name: $is', ({ kg, is }) => {
    expect(brief(judge(weightAboveDry, mornings(kg), { patient: dry }))).toBe(is);
  });

  test('a day counts with the mean of its weigh-ins', () => {
    const readings = [weight(lastMorning - 60_000, 81.5), weight(lastMorning, 82.4)];
    const over = { patient: dry, params: eachWeighIn };
    expect(brief(judge(weightAboveDry, readings, over))).toBe('unknown');
    expect(brief(judge(weightAboveDry, readings.slice(1), over))).toBe(fires);
  });
});

test('says nothing of a patient without a dry weight', () => {
  const over = { standing: standing(), params: eachWeighIn };
  expect(brief(judge(weightAboveDry, [weight(start, 120)], { params: eachWeighIn }))).toBe('unknown');
  expect(brief(judge(weightAboveDry, [weight(start, 80), weight(start, 80)], over))).toBe('unknown');
});

test('after a hospital stay the limit is tighter for 30 days', () => {
  const after = (daysBefore: number) => patient({ dryWeightKg: 80, discharges: [morning(daysBefore)] });
  const judged = (daysBefore: number) =>
    brief(judge(weightAboveDry, mornings([81.8, 81.8, 81.8]), { patient: after(daysBefore) }));
  expect(judged(10)).toBe(fires);
  expect(judged(31)).toBe('unknown');
});

test('says the weight, what it is above, how often, and the limit', () => {
  const readings = mornings([84, 84.1, 84.25]);
  const finding = judge(weightAboveDry, readings, { patient: patient({ dryWeightKg: 81.5 }) });
  expect(finding).toMatchObject({
    because:
      'weight 84.25 kg, 2.75 kg above the dry weight of 81.5 kg, above the limit on 3 weigh-in days in a row; limit 2 kg',
    evidence: {
      readings: [{ id: readings[2]?.id, measuredAt: lastMorning, value: '84.25 kg' }],
      limits: { weightAboveDryKg: 2, dryWeightKg: 81.5 },
      days: [{ mean: 84 }, { mean: 84.1 }, { mean: 84.25 }],
    },
  });
});

test.each([
  { name: 'both below 81', kg: [80.9, 80], is: 'clear' },
  { name: 'below the dry weight', kg: [79, 78], is: 'clear' },
  { name: 'the first at 81', kg: [81, 80], is: 'unknown' },
  { name: 'the second at 81', kg: [80, 81], is: 'unknown' },
  { name: 'only one', kg: [80], is: 'unknown' },
])('clears on two weigh-in days less than half the limit above: $name', ({ kg, is }) => {
  expect(brief(judge(weightAboveDry, mornings(kg), { patient: dry, standing: standing() }))).toBe(is);
});

test.each([[bp(start, 120)], [null]])('judges weight only (%#)', reading => {
  const over = { reading, patient: dry, standing: standing(), params: eachWeighIn };
  expect(becauseOf(judge(weightAboveDry, [weight(start, 90)], over))).toBe('');
  expect(brief(judge(weightAboveDry, [weight(start, 80), weight(start, 80)], over))).toBe('unknown');
});
