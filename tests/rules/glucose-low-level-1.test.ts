import { describe, expect, test } from 'vitest';
import { glucoseLowLevel1 } from '../../src/rules/glucose-low-level-1.ts';
import { becauseOf, brief, glucose, hours, judge, standing, start, weight } from './build.ts';

describe('compares in the unit of the meter', () => {
  test.each([
    { value: 70, unit: 'mg/dL', is: 'unknown' },
    { value: 69.9, unit: 'mg/dL', is: 'firing warning confirmed' },
    { value: 54, unit: 'mg/dL', is: 'firing warning confirmed' },
    { value: 53.9, unit: 'mg/dL', is: 'unknown' },
    { value: 3.9, unit: 'mmol/L', is: 'unknown' },
    { value: 3.8, unit: 'mmol/L', is: 'firing warning confirmed' },
    { value: 3.0, unit: 'mmol/L', is: 'firing warning confirmed' },
    { value: 2.9, unit: 'mmol/L', is: 'unknown' },
    { value: 70 - 1e-12, unit: 'mg/dL', is: 'unknown' },
    { value: 'LO', unit: 'mg/dL', is: 'unknown' },
    { value: 'HI', unit: 'mg/dL', is: 'unknown' },
  ] as const)('$value $unit: $is', ({ value, unit, is }) => {
    expect(brief(judge(glucoseLowLevel1, [glucose(start, value, unit)]))).toBe(is);
  });

  test('says so in that unit', () => {
    const mgDl = glucose(start, 62);
    const mmolL = glucose(start, 3.4, 'mmol/L');
    expect(judge(glucoseLowLevel1, [mgDl])).toEqual({
      is: 'firing',
      severity: 'warning',
      confirmed: true,
      because: 'glucose 62 mg/dL; limit 70 mg/dL',
      evidence: {
        readings: [{ id: mgDl.id, measuredAt: start, value: '62 mg/dL' }],
        limits: { glucoseLevel1LowMgDl: 70, glucoseLevel2LowMgDl: 54 },
      },
    });
    expect(judge(glucoseLowLevel1, [mmolL])).toMatchObject({
      because: 'glucose 3.4 mmol/L; limit 3.9 mmol/L',
      evidence: {
        readings: [{ value: '3.4 mmol/L' }],
        limits: { glucoseLevel1LowMmolL: 3.9, glucoseLevel2LowMmolL: 3 },
      },
    });
  });

  test('falls back to mg/dL where the value shown was not kept', () => {
    const reading = { ...glucose(start, 3.4, 'mmol/L'), shown: null };
    expect(becauseOf(judge(glucoseLowLevel1, [reading]))).toBe('glucose 61.25 mg/dL; limit 70 mg/dL');
  });

  test('judges a value without a unit as mg/dL', () => {
    const reading = { ...glucose(start, 62), sent: { unit: null, values: {} } };
    expect(brief(judge(glucoseLowLevel1, [reading]))).toBe('firing warning confirmed');
  });

  test('takes a number beside HI or LO for no number', () => {
    const reading = { ...glucose(start, 62), outOfRange: 'LO' as const };
    expect(brief(judge(glucoseLowLevel1, [reading]))).toBe('unknown');
  });
});

describe('clears on two readings of at least 80 mg/dL, 4.4 mmol/L', () => {
  const a = start + hours(1);
  const b = start + hours(2);
  test.each([
    { name: '80 and 80 mg/dL', last: [glucose(a, 80), glucose(b, 80)], is: 'clear' },
    { name: '4.4 mmol/L twice', last: [glucose(a, 4.4, 'mmol/L'), glucose(b, 4.4, 'mmol/L')], is: 'clear' },
    { name: '4.3 mmol/L first', last: [glucose(a, 4.3, 'mmol/L'), glucose(b, 4.4, 'mmol/L')], is: 'unknown' },
    { name: '79 last', last: [glucose(a, 100), glucose(b, 79)], is: 'unknown' },
    { name: 'HI is no number', last: [glucose(a, 100), glucose(b, 'HI')], is: 'unknown' },
    { name: 'only one', last: [glucose(b, 100)], is: 'unknown' },
  ])('$name: $is', ({ last, is }) => {
    const readings = [glucose(start, 62), ...last];
    expect(brief(judge(glucoseLowLevel1, readings, { standing: standing() }))).toBe(is);
    expect(brief(judge(glucoseLowLevel1, readings))).toBe('unknown');
  });
});

test.each([[weight(start, 60)], [null]])('judges glucose only (%#)', reading => {
  const over = { reading, standing: standing() };
  expect(brief(judge(glucoseLowLevel1, [glucose(start, 90), glucose(start, 90)], over))).toBe('unknown');
});
