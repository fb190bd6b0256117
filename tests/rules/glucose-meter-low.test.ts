import { expect, test } from 'vitest';
import { glucoseMeterLow } from '../../src/rules/glucose-meter-low.ts';
import { becauseOf, brief, glucose, hours, judge, standing, start } from './build.ts';

test.each([
  { unit: 'mg/dL', usually: '20 mg/dL' },
  { unit: 'mmol/L', usually: '1.1 mmol/L' },
] as const)('LO on a $unit meter is critical', ({ unit, usually }) => {
  const finding = judge(glucoseMeterLow, [glucose(start, 'LO', unit)]);
  expect(brief(finding)).toBe('firing critical confirmed');
  expect(becauseOf(finding)).toBe(`glucose meter showed LO: below what it can measure, usually ${usually}`);
  expect(finding).toMatchObject({ evidence: { readings: [{ value: 'LO' }], limits: {} } });
});

test.each([
  { name: '70 twice', values: [70, 70], is: 'clear' },
  { name: '69 last', values: [100, 69], is: 'unknown' },
  { name: 'HI is no number', values: [100, 'HI'], is: 'unknown' },
  { name: 'one after LO', values: ['LO', 100], is: 'unknown' },
] as const)('clears on two numbers of at least 70 mg/dL: $name', ({ values, is }) => {
  const readings = values.map((value, i) => glucose(start + hours(i), value));
  expect(brief(judge(glucoseMeterLow, readings, { standing: standing() }))).toBe(is);
});

test.each([[glucose(start, 21)], [null]])('a number or time alone says nothing (%#)', reading => {
  expect(brief(judge(glucoseMeterLow, [glucose(start, 21)], { reading }))).toBe('unknown');
});

test('a reading with neither number nor HI or LO says nothing', () => {
  const reading = { ...glucose(start, 100), glucoseMgDl: null, shown: null };
  expect(brief(judge(glucoseMeterLow, [reading, reading], { standing: standing() }))).toBe('unknown');
});
