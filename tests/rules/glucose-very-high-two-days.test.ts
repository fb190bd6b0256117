import { describe, expect, test } from 'vitest';
import { glucoseVeryHighTwoDays } from '../../src/rules/glucose-very-high-two-days.ts';
import { becauseOf, brief, est, glucose, hours, judge, patient, standing, start, weight } from './build.ts';

const fires = 'firing urgent confirmed';

describe('this local day and the day before', () => {
  test.each([
    {
      name: 'both',
      readings: [glucose(est('11-20 00:00'), 301), glucose(est('11-21 23:59'), 301)],
      is: fires,
    },
    {
      name: 'one day',
      readings: [glucose(est('11-21 00:00'), 301), glucose(est('11-21 23:59'), 301)],
      is: 'unknown',
    },
    {
      name: 'a day between',
      readings: [glucose(est('11-19 23:59'), 301), glucose(est('11-21 00:00'), 301)],
      is: 'unknown',
    },
    {
      name: 'minutes apart over midnight',
      readings: [glucose(est('11-20 23:59'), 301), glucose(est('11-21 00:00'), 301)],
      is: fires,
    },
    {
      name: '300 is not above',
      readings: [glucose(est('11-20 08:00'), 300), glucose(est('11-21 08:00'), 301)],
      is: 'unknown',
    },
    {
      name: 'HI counts',
      readings: [glucose(est('11-20 08:00'), 'HI'), glucose(est('11-21 08:00'), 'HI')],
      is: fires,
    },
    {
      name: '16.7 mmol/L (300.9 mg/dL) is not above',
      readings: [glucose(est('11-20 08:00'), 16.7, 'mmol/L'), glucose(est('11-21 08:00'), 16.7, 'mmol/L')],
      is: 'unknown',
    },
    {
      name: 'others between',
      readings: [
        glucose(est('11-20 08:00'), 310),
        weight(est('11-20 09:00'), 80),
        glucose(est('11-20 20:00'), 140),
        glucose(est('11-21 08:00'), 16.8, 'mmol/L'),
      ],
      is: fires,
    },
    { name: 'one alone', readings: [glucose(est('11-21 08:00'), 'HI')], is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseVeryHighTwoDays, readings))).toBe(is);
  });

  test.each([
    {
      name: 'spring: the day has 23 h',
      first: '2026-03-08T00:00:00-05:00',
      second: '2026-03-09T23:59:00-04:00',
    },
    {
      name: 'autumn: the day has 25 h',
      first: '2026-11-01T00:00:00-04:00',
      second: '2026-11-02T23:59:00-05:00',
    },
  ])('$name', ({ first, second }) => {
    const [a, b] = [Date.parse(first), Date.parse(second)];
    expect(brief(judge(glucoseVeryHighTwoDays, [glucose(a, 310), glucose(b, 310)]))).toBe(fires);
    expect(brief(judge(glucoseVeryHighTwoDays, [glucose(a - 1, 310), glucose(b, 310)]))).toBe('unknown');
  });

  test("days are the patient's own", () => {
    const readings = [glucose(est('11-20 22:00'), 310), glucose(est('11-21 08:00'), 310)];
    const over = { patient: patient({ timeZone: 'UTC' }) };
    expect(brief(judge(glucoseVeryHighTwoDays, readings))).toBe(fires);
    expect(brief(judge(glucoseVeryHighTwoDays, readings, over))).toBe('unknown');
  });

  test('says which', () => {
    const finding = judge(glucoseVeryHighTwoDays, [
      glucose(est('11-20 08:00'), 320),
      glucose(est('11-21 08:00'), 310),
    ]);
    expect(becauseOf(finding)).toBe(
      'glucose 320 mg/dL on Fri 20 Nov and 310 mg/dL on Sat 21 Nov; limit 300 mg/dL on two days in a row',
    );
    expect(finding).toMatchObject({
      evidence: {
        readings: [{ value: '320 mg/dL' }, { value: '310 mg/dL' }],
        limits: { glucoseVeryHighMgDl: 300 },
      },
    });
  });
});

test.each([
  { values: [250, 250, 250], is: 'clear' },
  { values: [251, 200, 200], is: 'unknown' },
  { values: [200, 200], is: 'unknown' },
])('clears on three readings of at most 250 mg/dL: $values', ({ values, is }) => {
  const readings = values.map((value, i) => glucose(start + hours(i), value));
  expect(brief(judge(glucoseVeryHighTwoDays, readings, { standing: standing() }))).toBe(is);
});

test('says nothing when only time has passed', () => {
  expect(brief(judge(glucoseVeryHighTwoDays, [glucose(start, 'HI')], { reading: null }))).toBe('unknown');
});
