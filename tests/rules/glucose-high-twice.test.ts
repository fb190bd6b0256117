import { describe, expect, test } from 'vitest';
import { glucoseHighTwice } from '../../src/rules/glucose-high-twice.ts';
import { becauseOf, brief, glucose, hours, judge, standing, start, weight } from './build.ts';

const fires = 'firing warning confirmed';

describe('two highs within 24 h', () => {
  test.each([
    { name: '251 and 280', readings: [glucose(start, 251), glucose(start + hours(5), 280)], is: fires },
    { name: '250 and 280', readings: [glucose(start, 250), glucose(start + hours(5), 280)], is: 'unknown' },
    { name: '280 and 250', readings: [glucose(start, 280), glucose(start + hours(5), 250)], is: 'unknown' },
    { name: '24 h apart', readings: [glucose(start, 251), glucose(start + hours(24), 251)], is: fires },
    {
      name: '24 h and 1 ms apart',
      readings: [glucose(start, 251), glucose(start + hours(24) + 1, 251)],
      is: 'unknown',
    },
    { name: 'HI and 260', readings: [glucose(start, 'HI'), glucose(start + hours(5), 260)], is: fires },
    { name: '260 and HI', readings: [glucose(start, 260), glucose(start + hours(5), 'HI')], is: fires },
    {
      name: '14.0 mmol/L twice',
      readings: [glucose(start, 14, 'mmol/L'), glucose(start + hours(5), 14, 'mmol/L')],
      is: fires,
    },
    {
      name: '13.9 mmol/L (250.4 mg/dL) is not high',
      readings: [glucose(start, 13.9, 'mmol/L'), glucose(start + hours(5), 13.9, 'mmol/L')],
      is: 'unknown',
    },
    {
      name: 'others between',
      readings: [
        glucose(start, 260),
        glucose(start + 1, 120),
        weight(start + 2, 80),
        glucose(start + 3, 260),
      ],
      is: fires,
    },
    { name: 'one alone', readings: [glucose(start, 400)], is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseHighTwice, readings))).toBe(is);
  });

  test('another of the same instant counts, wherever it stands', () => {
    const judged = glucose(start, 260);
    const over = { reading: judged };
    expect(brief(judge(glucoseHighTwice, [judged, glucose(start, 270)], over))).toBe(fires);
    expect(brief(judge(glucoseHighTwice, [glucose(start, 270), judged], over))).toBe(fires);
  });

  test('says which', () => {
    const readings = [glucose(start, 15, 'mmol/L'), glucose(start + hours(5), 280)];
    const finding = judge(glucoseHighTwice, readings);
    expect(becauseOf(finding)).toBe('glucose 15 mmol/L and 280 mg/dL within 24 h; limit 250 mg/dL');
    expect(finding).toMatchObject({
      evidence: {
        readings: [{ value: '15 mmol/L' }, { value: '280 mg/dL' }],
        limits: { glucoseHighMmolL: 13.9, glucoseHighMgDl: 250 },
      },
    });
  });
});

describe('while it stands', () => {
  const dayAfter = (...values: (number | 'HI' | 'LO')[]) =>
    values.map((value, i) => glucose(start + hours(25 + i), value));
  test.each([
    { name: 'three at most 250, 24 h free', readings: dayAfter(250, 200, 180), is: 'clear' },
    { name: 'two only', readings: dayAfter(200, 180), is: 'unknown' },
    { name: 'LO is no number', readings: dayAfter(200, 'LO', 180), is: 'unknown' },
    {
      name: 'a high exactly 24 h ago',
      readings: [glucose(start + hours(3), 260), ...dayAfter(200, 200, 200)],
      is: 'unknown',
    },
    {
      name: 'a high 24 h and 1 ms ago',
      readings: [glucose(start + hours(3) - 1, 260), ...dayAfter(200, 200, 200)],
      is: 'clear',
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseHighTwice, readings, { standing: standing() }))).toBe(is);
  });
});

test('judges glucose only', () => {
  expect(brief(judge(glucoseHighTwice, [weight(start, 80)], { standing: standing() }))).toBe('unknown');
});
