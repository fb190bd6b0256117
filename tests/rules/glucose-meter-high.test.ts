import { expect, test } from 'vitest';
import { glucoseMeterHigh } from '../../src/rules/glucose-meter-high.ts';
import { becauseOf, brief, glucose, hours, judge, standing, start } from './build.ts';

test.each([
  { unit: 'mg/dL', usually: '600 mg/dL' },
  { unit: 'mmol/L', usually: '33.3 mmol/L' },
] as const)('HI on a $unit meter is urgent', ({ unit, usually }) => {
  const reading = glucose(start, 'HI', unit);
  const finding = judge(glucoseMeterHigh, [reading]);
  expect(brief(finding)).toBe('firing urgent confirmed');
  expect(becauseOf(finding)).toBe(`glucose meter showed HI: above what it can measure, usually ${usually}`);
  expect(finding).toMatchObject({
    evidence: { readings: [{ id: reading.id, measuredAt: start, value: 'HI' }], limits: {} },
  });
});

test.each([
  { name: '300 twice', values: [300, 300], is: 'clear' },
  { name: '301 first', values: [301, 200], is: 'unknown' },
  { name: 'LO is no number', values: [200, 'LO'], is: 'unknown' },
  { name: 'one after HI', values: ['HI', 200], is: 'unknown' },
] as const)('clears on two numbers of at most 300 mg/dL: $name', ({ values, is }) => {
  const readings = values.map((value, i) => glucose(start + hours(i), value));
  expect(brief(judge(glucoseMeterHigh, readings, { standing: standing() }))).toBe(is);
});

test.each([[glucose(start, 599)], [null]])('a number or time alone says nothing (%#)', reading => {
  expect(brief(judge(glucoseMeterHigh, [glucose(start, 599)], { reading }))).toBe('unknown');
});
