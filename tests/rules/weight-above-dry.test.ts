import { expect, test } from 'vitest';
import { weightAboveDry } from '../../src/rules/weight-above-dry.ts';
import { becauseOf, bp, brief, hours, judge, patient, standing, start, weight } from './build.ts';

const dry = patient({ dryWeightKg: 80 });

test.each([
  { kg: 82, is: 'unknown' },
  { kg: 80.4 + 1.6, is: 'unknown' },
  { kg: 82.01, is: 'firing warning confirmed' },
  { kg: 78, is: 'unknown' },
])('$kg kg with a dry weight of 80 kg: $is', ({ kg, is }) => {
  expect(brief(judge(weightAboveDry, [weight(start, kg)], { patient: dry }))).toBe(is);
});

test('says nothing of a patient without a dry weight', () => {
  const over = { standing: standing() };
  expect(brief(judge(weightAboveDry, [weight(start, 120)]))).toBe('unknown');
  expect(brief(judge(weightAboveDry, [weight(start, 80), weight(start, 80)], over))).toBe('unknown');
});

test('says the weight, what it is above, and the limit', () => {
  const reading = weight(start, 84.25);
  expect(judge(weightAboveDry, [reading], { patient: patient({ dryWeightKg: 81.5 }) })).toEqual({
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: 'weight 84.25 kg, 2.75 kg above the dry weight of 81.5 kg; limit 2 kg',
    evidence: {
      readings: [{ id: reading.id, measuredAt: start, value: '84.25 kg' }],
      limits: { weightAboveDryKg: 2, dryWeightKg: 81.5 },
    },
  });
});

test.each([
  { name: 'both below 81', kg: [80.9, 80], is: 'clear' },
  { name: 'below the dry weight', kg: [79, 78], is: 'clear' },
  { name: 'the first at 81', kg: [81, 80], is: 'unknown' },
  { name: 'the second at 81', kg: [80, 81], is: 'unknown' },
  { name: 'only one', kg: [80], is: 'unknown' },
])('clears on two weigh-ins less than half the limit above: $name', ({ kg, is }) => {
  const readings = kg.map((value, i) => weight(start + hours(24 * i), value));
  expect(brief(judge(weightAboveDry, readings, { patient: dry, standing: standing() }))).toBe(is);
});

test.each([[bp(start, 120)], [null]])('judges weight only (%#)', reading => {
  const over = { reading, patient: dry, standing: standing() };
  expect(becauseOf(judge(weightAboveDry, [weight(start, 90)], over))).toBe('');
  expect(brief(judge(weightAboveDry, [weight(start, 80), weight(start, 80)], over))).toBe('unknown');
});
