import { describe, expect, test } from 'vitest';
import { glucoseTimeInRange } from '../../src/rules/glucose-time-in-range.ts';
import { becauseOf, brief, est, glucose, hours, judge, standing, weight } from './build.ts';

const today = est('11-20 07:00');
const day = hours(24);

/** Each day's values at 7, 12 and 18 h, the last of them yesterday's; then one reading this morning. */
const course = (days: readonly (readonly number[])[]) => [
  ...days.flatMap((values, i) =>
    values.map((value, n) => glucose(today - (days.length - i) * day + hours(n * 5), value)),
  ),
  glucose(today, 120),
];

const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);
const good = [120, 140, 160];
const twoOfThree = [120, 140, 200];
const oneOfThree = [120, 220, 240];
const halfOfSix = repeat([twoOfThree, oneOfThree], 7).flat();

describe('the share of 14 whole days within 70–180', () => {
  test.each([
    { name: 'a third', days: repeat(oneOfThree, 14), is: 'firing info confirmed' },
    { name: 'two thirds', days: repeat(twoOfThree, 14), is: 'unknown' },
    { name: 'half', days: halfOfSix, is: 'unknown' },
    { name: 'lows lie outside too', days: repeat([60, 65, 120], 14), is: 'firing info confirmed' },
    {
      name: '9 days of frequent testing',
      days: [...repeat([240, 240], 5), ...repeat(oneOfThree, 9)],
      is: 'unknown',
    },
    {
      name: '10 of them',
      days: [...repeat([240, 240], 4), ...repeat(oneOfThree, 10)],
      is: 'firing info confirmed',
    },
  ])('$name: $is', ({ days, is }) => {
    expect(brief(judge(glucoseTimeInRange, course(days)))).toBe(is);
  });

  test('10.0 mmol/L lies within, 10.1 does not; 3.9 does, 3.8 does not', () => {
    const mmol = (values: readonly number[]) =>
      course(repeat(values, 14)).map(r => glucose(r.measuredAt, r.glucoseMgDl ?? 0, 'mmol/L'));
    expect(brief(judge(glucoseTimeInRange, mmol([10, 3.9, 20])))).toBe('unknown');
    expect(brief(judge(glucoseTimeInRange, mmol([10.1, 3.9, 20])))).toBe('firing info confirmed');
    expect(brief(judge(glucoseTimeInRange, mmol([10, 3.8, 20])))).toBe('firing info confirmed');
  });
});

describe('against the 3 weeks before', () => {
  test.each([
    {
      name: '33 points down',
      days: [...repeat(good, 21), ...repeat(twoOfThree, 14)],
      is: 'firing warning confirmed',
    },
    { name: 'nothing to compare with', days: [...repeat(good, 9), ...repeat(twoOfThree, 14)], is: 'unknown' },
    { name: 'as ever', days: repeat(twoOfThree, 35), is: 'unknown' },
    {
      name: '17 points down',
      days: [...repeat(good, 21), ...repeat(good, 7), ...repeat(twoOfThree, 7)],
      is: 'unknown',
    },
  ])('$name: $is', ({ days, is }) => {
    expect(brief(judge(glucoseTimeInRange, course(days)))).toBe(is);
  });

  test('says from where to where', () => {
    const finding = judge(glucoseTimeInRange, course([...repeat(good, 21), ...repeat(twoOfThree, 14)]));
    expect(becauseOf(finding)).toBe(
      '67 % of glucose readings of 14 days within 70 mg/dL to 180 mg/dL, down from 100 % in the 3 weeks before; limit 20 points',
    );
    expect('evidence' in finding && finding.evidence.days).toHaveLength(35);
    expect(becauseOf(judge(glucoseTimeInRange, course(repeat(oneOfThree, 14))))).toBe(
      '33 % of glucose readings of 14 days within 70 mg/dL to 180 mg/dL; limit 50 %',
    );
  });
});

test('looks once a day, at the first glucose reading', () => {
  const readings = course(repeat(oneOfThree, 14));
  const second = glucose(today + hours(5), 130);
  expect(brief(judge(glucoseTimeInRange, [...readings, second]))).toBe('unknown');
  const [morning] = readings.slice(-1);
  const withWeight = [...readings.slice(0, -1), weight(today - hours(1), 80), ...(morning ? [morning] : [])];
  expect(brief(judge(glucoseTimeInRange, withWeight))).toBe('firing info confirmed');
});

test.each([
  { name: '67 %, 55 needed', days: repeat(twoOfThree, 14), is: 'clear' },
  { name: '50 %: back by no margin', days: halfOfSix, is: 'unknown' },
  { name: 'still 17 points down', days: [...repeat(good, 28), ...repeat(twoOfThree, 7)], is: 'unknown' },
])('while it stands: $name: $is', ({ days, is }) => {
  expect(brief(judge(glucoseTimeInRange, course(days), { standing: standing() }))).toBe(is);
});
