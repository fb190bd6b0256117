import { describe, expect, test } from 'vitest';
import { glucoseConsecutiveLows } from '../../src/rules/glucose-consecutive-lows.ts';
import { becauseOf, bp, brief, glucose, hours, judge, minutes, standing, start } from './build.ts';

const fires = 'firing urgent confirmed';
const later = start + hours(3);

describe('two lows in a row', () => {
  test.each([
    { name: '62 and 58', readings: [glucose(start, 62), glucose(later, 58)], is: fires },
    { name: '62 and 70', readings: [glucose(start, 62), glucose(later, 70)], is: 'unknown' },
    { name: '70 and 62', readings: [glucose(start, 70), glucose(later, 62)], is: 'unknown' },
    { name: 'LO and 62', readings: [glucose(start, 'LO'), glucose(later, 62)], is: fires },
    { name: '62 and LO', readings: [glucose(start, 62), glucose(later, 'LO')], is: fires },
    {
      name: '3.8 mmol/L twice',
      readings: [glucose(start, 3.8, 'mmol/L'), glucose(later, 3.8, 'mmol/L')],
      is: fires,
    },
    {
      name: '3.9 mmol/L is not low',
      readings: [glucose(start, 3.8, 'mmol/L'), glucose(later, 3.9, 'mmol/L')],
      is: 'unknown',
    },
    {
      name: 'a normal one between',
      readings: [glucose(start, 62), glucose(start + hours(1), 110), glucose(later, 62)],
      is: 'unknown',
    },
    { name: 'one low alone', readings: [glucose(start, 62)], is: 'unknown' },
    { name: 'two of one instant', readings: [glucose(start, 62), glucose(start, 60)], is: 'unknown' },
    { name: '24 h apart', readings: [glucose(start, 62), glucose(start + hours(24), 62)], is: fires },
    {
      name: '24 h and 1 ms apart',
      readings: [glucose(start, 62), glucose(start + hours(24) + 1, 62)],
      is: 'unknown',
    },
    {
      name: 'other kinds between',
      readings: [glucose(start, 62), bp(start + minutes(1), 120), glucose(later, 62)],
      is: fires,
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(glucoseConsecutiveLows, readings))).toBe(is);
  });

  test('the one before is the last of an earlier instant, wherever the judged one stands in its own', () => {
    const judged = glucose(later, 62);
    const readings = [glucose(start, 60), judged, glucose(later, 110)];
    expect(brief(judge(glucoseConsecutiveLows, readings, { reading: judged }))).toBe(fires);
  });

  test('shows each in the unit of its meter', () => {
    const readings = [glucose(start, 3.4, 'mmol/L'), glucose(later, 62)];
    const finding = judge(glucoseConsecutiveLows, readings);
    expect(becauseOf(finding)).toBe(
      'glucose 3.4 mmol/L and 62 mg/dL on two readings in a row 3 h apart; limit 70 mg/dL',
    );
    expect(finding).toMatchObject({
      evidence: {
        readings: [{ value: '3.4 mmol/L' }, { value: '62 mg/dL' }],
        limits: { glucoseLevel1LowMmolL: 3.9, glucoseLevel1LowMgDl: 70 },
      },
    });
  });

  test('writes LO as the meter shows it, with the limit in its unit', () => {
    const readings = [glucose(start, 3.4, 'mmol/L'), glucose(start + minutes(20), 'LO', 'mmol/L')];
    expect(becauseOf(judge(glucoseConsecutiveLows, readings))).toBe(
      'glucose 3.4 mmol/L and LO on two readings in a row 20 min apart; limit 3.9 mmol/L',
    );
  });
});

test.each([
  { values: [80, 80], is: 'clear' },
  { values: [79, 90], is: 'unknown' },
])('clears on two readings of at least 80 mg/dL: $values', ({ values, is }) => {
  const readings = values.map((value, i) => glucose(start + hours(i), value));
  expect(brief(judge(glucoseConsecutiveLows, readings, { standing: standing() }))).toBe(is);
});

test('says nothing when only time has passed', () => {
  const readings = [glucose(start, 60), glucose(later, 60)];
  expect(brief(judge(glucoseConsecutiveLows, readings, { reading: null }))).toBe('unknown');
});
