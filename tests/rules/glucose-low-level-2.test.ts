import { expect, test } from 'vitest';
import { glucoseLowLevel2 } from '../../src/rules/glucose-low-level-2.ts';
import { becauseOf, brief, glucose, hours, judge, standing, start } from './build.ts';

test.each([
  { value: 54, unit: 'mg/dL', is: 'unknown', because: '' },
  { value: 53, unit: 'mg/dL', is: 'firing urgent confirmed', because: 'glucose 53 mg/dL; limit 54 mg/dL' },
  { value: 3.0, unit: 'mmol/L', is: 'unknown', because: '' },
  {
    value: 2.9,
    unit: 'mmol/L',
    is: 'firing urgent confirmed',
    because: 'glucose 2.9 mmol/L; limit 3 mmol/L',
  },
  { value: 'LO', unit: 'mg/dL', is: 'unknown', because: '' },
] as const)('$value $unit: $is', ({ value, unit, is, because }) => {
  const finding = judge(glucoseLowLevel2, [glucose(start, value, unit)]);
  expect(brief(finding)).toBe(is);
  expect(becauseOf(finding)).toBe(because);
});

test.each([
  { name: '70 and 3.9 mmol/L', values: [glucose(start, 70), glucose(start, 3.9, 'mmol/L')], is: 'clear' },
  { name: '69 and 100', values: [glucose(start, 69), glucose(start + 1, 100)], is: 'unknown' },
  { name: '100 and LO', values: [glucose(start, 100), glucose(start + hours(1), 'LO')], is: 'unknown' },
])('clears on two readings of at least 70 mg/dL: $name', ({ values, is }) => {
  expect(brief(judge(glucoseLowLevel2, values, { standing: standing() }))).toBe(is);
});

test('says nothing when only time has passed', () => {
  expect(brief(judge(glucoseLowLevel2, [glucose(start, 50)], { reading: null }))).toBe('unknown');
});
