import { expect, test } from 'vitest';
import { unownedBloodPressure } from '../../src/rules/unowned-blood-pressure.ts';
import { becauseOf, bp, brief, glucose, judge, standing, start } from './build.ts';

const onShared = 'on a shared device, not known whose: ask; limit';

test.each([
  { systolic: 192, diastolic: 96, because: `systolic 192 mmHg ${onShared} 180` },
  { systolic: 180, diastolic: 96, because: `systolic 180 mmHg ${onShared} 180` },
  { systolic: 150, diastolic: 120, because: `diastolic 120 mmHg ${onShared} 120` },
  { systolic: 192, diastolic: 124, because: `blood pressure 192/124 mmHg ${onShared} 180/120` },
  { systolic: 79, diastolic: 50, because: `systolic 79 mmHg ${onShared} 80` },
])('$systolic/$diastolic mmHg is urgent', ({ systolic, diastolic, because }) => {
  const reading = bp(start, systolic, diastolic);
  const finding = judge(unownedBloodPressure, [], { reading });
  expect(brief(finding)).toBe('firing urgent');
  expect(becauseOf(finding)).toBe(because);
});

test('shows the reading and the limits compared', () => {
  expect(judge(unownedBloodPressure, [], { reading: bp(start, 192, 96) })).toMatchObject({
    evidence: {
      readings: [{ value: '192/96 mmHg' }],
      limits: { severeSystolicMmHg: 180, severeDiastolicMmHg: 120 },
    },
  });
  expect(judge(unownedBloodPressure, [], { reading: bp(start, 70, 40) })).toMatchObject({
    evidence: { limits: { veryLowSystolicMmHg: 80 } },
  });
});

test.each([
  { name: 'a reading between', reading: bp(start, 179, 119) },
  { name: 'systolic 80', reading: bp(start, 80, 50) },
  { name: 'another kind', reading: glucose(start, 40) },
  { name: 'time alone', reading: null },
])('never clears: $name is unknown', ({ reading }) => {
  expect(brief(judge(unownedBloodPressure, [], { reading, standing: standing() }))).toBe('unknown');
});
