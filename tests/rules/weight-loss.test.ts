import { describe, expect, test } from 'vitest';
import { weightLoss } from '../../src/rules/weight-loss.ts';
import { becauseOf, bp, brief, judge, patient, standing, start } from './build.ts';
import { mornings, steady } from './weigh.ts';

const fires = 'firing info confirmed';
const falling = (to: number) => [
  ...Array(10).fill(80),
  ...Array(10).fill((80 + to) / 2),
  ...Array(5).fill(to),
];

describe('within about 30 days', () => {
  test.each([
    { name: '4 % of 80 kg', kg: falling(76.8), is: fires },
    { name: 'a little less', kg: falling(76.9), is: 'unknown' },
    { name: 'two odd weigh-ins of five', kg: [...falling(79.5).slice(0, -2), 70, 70], is: 'unknown' },
    {
      name: 'too few days apart',
      kg: [...steady(5, 80), ...Array(12).fill(78), ...Array(5).fill(75)].slice(0, 19),
      is: 'unknown',
    },
    { name: 'fewer than five weigh-ins', kg: [80, 80, 75, 75], is: 'unknown' },
    {
      name: 'a weight that swung by 2 kg then needs more',
      kg: [82, 78, 80, 78, 82, ...Array(15).fill(78), ...Array(5).fill(76.5)],
      is: 'unknown',
    },
  ])('$name: $is', ({ kg, is }) => {
    expect(brief(judge(weightLoss, mornings(kg)))).toBe(is);
  });

  test('says from what, about when, and the limit', () => {
    expect(becauseOf(judge(weightLoss, mornings(falling(76.5))))).toBe(
      'weight of the last 5 weigh-ins 76.5 kg, down 3.5 kg from 80 kg about Fri 6 Nov; limit 3.2 kg',
    );
  });
});

describe('below the dry weight', () => {
  const dry = patient({ dryWeightKg: 80 });
  test.each([
    { kg: 76, is: fires },
    { kg: 76.1, is: 'unknown' },
  ])('five weigh-ins of $kg kg, 80 kg dry: $is', ({ kg, is }) => {
    expect(brief(judge(weightLoss, mornings(Array(5).fill(kg)), { patient: dry }))).toBe(is);
    expect(brief(judge(weightLoss, mornings(Array(5).fill(kg))))).toBe('unknown');
  });

  test('says so', () => {
    expect(becauseOf(judge(weightLoss, mornings(Array(5).fill(75)), { patient: dry }))).toBe(
      'weight of the last 5 weigh-ins 75 kg, down 5 kg from the dry weight of 80 kg; limit 4 kg',
    );
  });

  test.each([
    { kg: 78, is: 'unknown' },
    { kg: 78.1, is: 'clear' },
  ])('clears when half is regained: $kg kg: $is', ({ kg, is }) => {
    const over = { patient: dry, standing: standing() };
    expect(brief(judge(weightLoss, mornings(Array(5).fill(kg)), over))).toBe(is);
  });
});

test('without anything to compare with nothing clears', () => {
  expect(brief(judge(weightLoss, mornings(Array(5).fill(80)), { standing: standing() }))).toBe('unknown');
});

test.each([[bp(start, 120)], [null]])('judges weight only (%#)', reading => {
  expect(brief(judge(weightLoss, mornings(falling(70)), { reading }))).toBe('unknown');
});
