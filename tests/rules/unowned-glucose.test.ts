import { expect, test } from 'vitest';
import { unownedGlucose } from '../../src/rules/unowned-glucose.ts';
import { becauseOf, bp, brief, glucose, judge, standing, start } from './build.ts';

const onShared = 'on a shared device, not known whose: ask; limit';

test.each([
  { value: 53, unit: 'mg/dL', because: `glucose 53 mg/dL ${onShared} 54 mg/dL` },
  { value: 'LO', unit: 'mg/dL', because: `glucose LO ${onShared} 54 mg/dL` },
  { value: 301, unit: 'mg/dL', because: `glucose 301 mg/dL ${onShared} 300 mg/dL` },
  { value: 'HI', unit: 'mmol/L', because: `glucose HI ${onShared} 16.7 mmol/L` },
  { value: 2.9, unit: 'mmol/L', because: `glucose 2.9 mmol/L ${onShared} 3 mmol/L` },
  { value: 16.8, unit: 'mmol/L', because: `glucose 16.8 mmol/L ${onShared} 16.7 mmol/L` },
] as const)('$value $unit is urgent', ({ value, unit, because }) => {
  const finding = judge(unownedGlucose, [], { reading: glucose(start, value, unit) });
  expect(brief(finding)).toBe('firing urgent');
  expect(becauseOf(finding)).toBe(because);
});

test('shows the reading and the limit compared', () => {
  expect(judge(unownedGlucose, [], { reading: glucose(start, 2.9, 'mmol/L') })).toMatchObject({
    evidence: { readings: [{ value: '2.9 mmol/L' }], limits: { glucoseLevel2LowMmolL: 3 } },
  });
});

test.each([
  { name: '54 mg/dL', reading: glucose(start, 54) },
  { name: '300 mg/dL', reading: glucose(start, 300) },
  { name: '16.7 mmol/L', reading: glucose(start, 16.7, 'mmol/L') },
  { name: 'another kind', reading: bp(start, 192) },
  { name: 'time alone', reading: null },
])('never clears: $name is unknown', ({ reading }) => {
  expect(brief(judge(unownedGlucose, [], { reading, standing: standing() }))).toBe('unknown');
});
