import { expect, test } from 'vitest';
import { suspectReading } from '../../src/rules/suspect-reading.ts';
import { bp, brief, glucose, judge, standing, start, weight } from './build.ts';

test.each([
  { reading: bp(start, 60, 90, { suspect: 'systolic below diastolic' }), value: '60/90 mmHg' },
  { reading: glucose(start, 1100, 'mg/dL', { suspect: 'systolic below diastolic' }), value: '1100 mg/dL' },
  { reading: weight(start, 500.25, { suspect: 'systolic below diastolic' }), value: '500.25 kg' },
])('fires with the reason and the value $value', ({ reading, value }) => {
  expect(judge(suspectReading, [], { reading })).toEqual({
    is: 'firing',
    severity: 'info',
    confirmed: true,
    because: 'systolic below diastolic: kept out of all rules until someone has looked',
    evidence: { readings: [{ id: reading.id, measuredAt: start, value }], limits: {} },
  });
});

test('shows a glucose reading that has no value at all', () => {
  const reading = { ...glucose(start, 1, 'mg/dL', { suspect: 'failed' }), glucoseMgDl: null, shown: null };
  expect(judge(suspectReading, [], { reading })).toMatchObject({
    evidence: { readings: [{ value: 'no value' }] },
  });
});

test.each([[bp(start, 120)], [null]])('never clears (%#)', reading => {
  expect(brief(judge(suspectReading, [], { reading, standing: standing() }))).toBe('unknown');
});
