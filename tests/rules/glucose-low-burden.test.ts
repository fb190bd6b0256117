import { describe, expect, test } from 'vitest';
import { glucoseLowBurden } from '../../src/rules/glucose-low-burden.ts';
import { becauseOf, brief, glucose, hours, judge, patient, standing, start } from './build.ts';

const day = hours(24);
const fires = 'firing warning confirmed';

const lowsAt = (...hoursBefore: number[]) => hoursBefore.map(h => glucose(start - hours(h), 62));

describe('three lows in 7 days', () => {
  test.each([
    { name: 'on three days', readings: lowsAt(100, 50, 0), is: fires },
    { name: 'two', readings: lowsAt(50, 0), is: 'unknown' },
    { name: 'the first exactly 7 days ago', readings: lowsAt(168, 50, 0), is: 'unknown' },
    { name: 'the first a moment less', readings: lowsAt(168 - 1 / 3600, 50, 0), is: fires },
    { name: 'measured again within 2 h is one low', readings: lowsAt(50, 1.9, 0), is: 'unknown' },
    { name: 'a chain of them is one too', readings: lowsAt(50, 3, 1.5, 0), is: 'unknown' },
    { name: '2 h apart are two', readings: lowsAt(50, 2, 0), is: fires },
    { name: 'LO is a low', readings: [...lowsAt(100, 50), glucose(start, 'LO')], is: fires },
    { name: '70 is none', readings: [...lowsAt(100, 50), glucose(start, 70)], is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseLowBurden, readings))).toBe(is);
  });

  test('says how many, shows each, and is urgent on insulin', () => {
    const readings = lowsAt(100, 50, 0);
    const finding = judge(glucoseLowBurden, readings, { patient: patient({ flags: ['insulin'] }) });
    expect(finding).toMatchObject({
      severity: 'urgent',
      because: 'low glucose again and again on insulin: 3 lows in 7 days; limit 70 mg/dL',
      evidence: { readings: readings.map(({ id }) => ({ id })), limits: { glucoseLevel1LowMgDl: 70 } },
    });
  });
});

describe('below level 2 on two days of 14', () => {
  test.each([
    { name: '13 days back', readings: [glucose(start - 13 * day, 50), glucose(start, 50)], is: fires },
    { name: '14 days back', readings: [glucose(start - 14 * day, 50), glucose(start, 50)], is: 'unknown' },
    {
      name: 'twice on one day',
      readings: [glucose(start, 50), glucose(start + hours(3), 50)],
      is: 'unknown',
    },
    { name: '54 is not below', readings: [glucose(start - 9 * day, 54), glucose(start, 50)], is: 'unknown' },
    {
      name: '2.9 mmol/L is, 3.0 (54.05 mg/dL) is not',
      readings: [glucose(start - 9 * day, 2.9, 'mmol/L'), glucose(start, 3, 'mmol/L')],
      is: 'unknown',
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseLowBurden, readings))).toBe(is);
  });

  test('says so in the unit of the meter', () => {
    const readings = [glucose(start - 9 * day, 2.9, 'mmol/L'), glucose(start, 2.9, 'mmol/L')];
    const finding = judge(glucoseLowBurden, readings);
    expect(becauseOf(finding)).toBe(
      'low glucose again and again: below 3 mmol/L on 2 of 14 days; limit 3.9 mmol/L',
    );
    expect('evidence' in finding && finding.evidence.days).toHaveLength(2);
  });
});

describe('4 % of the readings of 14 days, of a frequent tester', () => {
  const course = (perDay: number, lowDays: readonly number[]) =>
    Array.from({ length: 14 }, (_, i) => 13 - i).flatMap(back =>
      Array.from({ length: perDay }, (_, n) => {
        const isLow = n === perDay - 1 && lowDays.includes(back);
        return glucose(start - back * day - hours(perDay - 1 - n), isLow ? 62 : 120);
      }),
    );
  test.each([
    { name: '3 of 42', readings: course(3, [12, 9, 0]), is: fires },
    { name: '3 of 28: too few readings to tell', readings: course(2, [12, 9, 0]), is: 'unknown' },
    { name: '2 of 42', readings: course(3, [12, 0]), is: 'unknown' },
    { name: '3 of 84 are 3.6 %', readings: course(6, [12, 9, 0]), is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseLowBurden, readings))).toBe(is);
  });

  test('says the share', () => {
    expect(becauseOf(judge(glucoseLowBurden, course(3, [12, 9, 0])))).toBe(
      'low glucose again and again: 3 of 42 readings in 14 days low (7 %); limit 70 mg/dL',
    );
  });
});

test.each([
  { name: 'one low left in 7 days', readings: [...lowsAt(50), glucose(start, 110)], is: 'clear' },
  { name: 'two left', readings: [...lowsAt(100, 50), glucose(start, 110)], is: 'unknown' },
])('while it stands: $name: $is', ({ readings, is }) => {
  expect(brief(judge(glucoseLowBurden, readings, { standing: standing() }))).toBe(is);
  expect(brief(judge(glucoseLowBurden, readings))).toBe('unknown');
});
