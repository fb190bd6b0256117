import { describe, expect, test } from 'vitest';
import type { GlucoseReading, Meal } from '../../src/domain/reading.ts';
import { glucoseAfterMealHigh } from '../../src/rules/glucose-after-meal-high.ts';
import { glucoseFastingHigh } from '../../src/rules/glucose-fasting-high.ts';
import { becauseOf, brief, glucose, hours, judge, standing, start } from './build.ts';

const day = hours(24);

/** A reading a day, the last today. */
const daily = (meal: Meal | null, values: readonly (number | 'HI')[]): GlucoseReading[] =>
  values.map((value, i) => ({ ...glucose(start - (values.length - 1 - i) * day, value), meal }));

describe('the mean before meals', () => {
  test.each([
    {
      name: 'of four above 180',
      readings: daily('fasting', [170, 190, 180, 181]),
      is: 'firing warning confirmed',
    },
    { name: 'of four at 180', readings: daily('fasting', [170, 190, 180, 180]), is: 'unknown' },
    { name: 'of three only', readings: daily('fasting', [250, 250, 250]), is: 'unknown' },
    {
      name: 'before meals counts as fasting',
      readings: [...daily('fasting', [200, 200, 200]), ...daily('before', [200])],
      is: 'firing warning confirmed',
    },
    { name: 'HI is no number', readings: daily('fasting', [200, 200, 'HI', 200]), is: 'unknown' },
    { name: 'of other contexts', readings: daily('after', [220, 220, 220, 220]), is: 'unknown' },
    { name: 'without a context', readings: daily(null, [220, 220, 220, 220]), is: 'unknown' },
    {
      name: 'what is 7 days old counts no more',
      readings: [...daily('fasting', [400, 150, 150, 150, 150, 150, 150, 150])],
      is: 'unknown',
    },
  ] as const)('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseFastingHigh, readings))).toBe(is);
  });

  test('is told in the unit of the meter', () => {
    const readings = daily('fasting', [11, 11.4, 11, 11]).map(reading => {
      const value = reading.glucoseMgDl ?? 0;
      return { ...glucose(reading.measuredAt, value, 'mmol/L'), meal: 'fasting' as const };
    });
    expect(becauseOf(judge(glucoseFastingHigh, readings))).toBe(
      'fasting and before-meal glucose 11.1 mmol/L on average of 4 readings in 7 days; limit 10 mmol/L',
    );
  });

  test.each([
    { values: [165, 165, 165, 165], is: 'clear' },
    { values: [166, 166, 166, 166], is: 'unknown' },
  ])('ends 15 mg/dL below: $values', ({ values, is }) => {
    expect(brief(judge(glucoseFastingHigh, daily('fasting', values), { standing: standing() }))).toBe(is);
  });
});

describe('after meals', () => {
  test.each([
    { name: '3 of 5 above 180', values: [181, 181, 181, 120, 120], is: 'firing info confirmed' },
    { name: '180 is not above', values: [181, 181, 180, 120, 120], is: 'unknown' },
    { name: 'of four only', values: [250, 250, 250, 250], is: 'unknown' },
  ])('$name: $is', ({ values, is }) => {
    expect(brief(judge(glucoseAfterMealHigh, daily('after', values)))).toBe(is);
  });

  test('10.0 mmol/L (180.2 mg/dL) is not above, and the sentence speaks the unit', () => {
    const mmol = (value: number) =>
      daily('after', [1, 2, 3, 4, 5]).map(({ measuredAt }) => ({
        ...glucose(measuredAt, value, 'mmol/L'),
        meal: 'after' as const,
      }));
    expect(brief(judge(glucoseAfterMealHigh, mmol(10)))).toBe('unknown');
    expect(becauseOf(judge(glucoseAfterMealHigh, mmol(10.1)))).toBe(
      'after meals glucose was above 10 mmol/L on 5 of 5 readings in 7 days',
    );
  });

  test.each([
    { values: [181, 120, 120, 120, 120], is: 'clear' },
    { values: [181, 181, 120, 120, 120], is: 'unknown' },
  ])('ends below half of the share: $values', ({ values, is }) => {
    expect(brief(judge(glucoseAfterMealHigh, daily('after', values), { standing: standing() }))).toBe(is);
  });
});
