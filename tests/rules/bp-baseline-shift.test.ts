import { describe, expect, test } from 'vitest';
import { bpBaselineFall } from '../../src/rules/bp-baseline-fall.ts';
import { bpBaselineShift } from '../../src/rules/bp-baseline-shift.ts';
import { becauseOf, bp, brief, glucose, judge, patient, standing, start } from './build.ts';
import { mornings, steady } from './pressures.ts';

const moved = (from: number, to: number, days = 35) =>
  mornings(days, left => ({ systolic: left < 7 ? to : from }));

const loud = (to: number) =>
  moved(120, to).map((one, i) => ({ ...one, systolicMmHg: one.systolicMmHg + (i % 2 === 0 ? 12 : -12) }));

describe('a rise above the own level', () => {
  test.each([
    { name: '15 mmHg', readings: moved(120, 136), is: 'firing warning confirmed' },
    { name: '9 mmHg', readings: moved(124, 133), is: 'unknown' },
    { name: '15 mmHg that end below 130: nothing to treat', readings: moved(108, 124), is: 'unknown' },
    { name: '15 mmHg of somebody who varies much', readings: loud(136), is: 'unknown' },
    { name: 'none: always high', readings: steady(35, { systolic: 150 }), is: 'unknown' },
    { name: 'two weeks known', readings: moved(120, 136, 14), is: 'firing warning confirmed' },
    { name: 'too few days known before', readings: moved(120, 136, 13), is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    const last = { ...(readings.at(-1) as ReturnType<typeof bp>), systolicMmHg: 138 };
    expect(brief(judge(bpBaselineShift, [...readings.slice(0, -1), last]))).toBe(is);
  });

  test('says how far, from where, and lists every day it looked at', () => {
    const finding = judge(bpBaselineShift, moved(120, 137));
    expect(becauseOf(finding)).toBe(
      'systolic 137 mmHg over the last 7 days, 16 above the own 121 of the weeks before; limit 12',
    );
    expect(finding).toMatchObject({
      evidence: { days: { length: 35 }, readings: { length: 1 }, limits: { ownSystolicMmHg: 121 } },
    });
  });

  test('one white-coat outlier, however high, is no shift', () => {
    const readings = [...steady(34, { systolic: 121 }), bp(start, 198)];
    expect(brief(judge(bpBaselineShift, readings))).toBe('unknown');
  });

  test('a reading that is not high itself makes no alert: the next one will', () => {
    const readings = [...moved(120, 137).slice(0, -1), bp(start, 129)];
    expect(brief(judge(bpBaselineShift, readings))).toBe('unknown');
  });

  test('days before a hospital stay are no own level', () => {
    const back = patient({ discharges: [start - 10 * 24 * 3_600_000] });
    expect(brief(judge(bpBaselineShift, moved(120, 137), { patient: back }))).toBe('unknown');
  });

  test.each([
    { name: 'half of it left', to: 127, is: 'unknown' },
    { name: 'less than half left', to: 125, is: 'clear' },
  ])('ends when less than half is left: $name: $is', ({ to, is }) => {
    expect(brief(judge(bpBaselineShift, moved(120, to), { standing: standing() }))).toBe(is);
  });

  test('ends when the own level has followed', () => {
    const readings = mornings(35, left => ({ systolic: left < 28 ? 137 : 120 }));
    expect(brief(judge(bpBaselineShift, readings, { standing: standing() }))).toBe('clear');
  });
});

describe('a fall below the own level', () => {
  test.each([
    { name: '17 mmHg', readings: moved(124, 106), is: 'firing warning confirmed' },
    { name: '6 mmHg', readings: moved(115, 109), is: 'unknown' },
    { name: '20 mmHg that end above 112: better treated', readings: moved(150, 128), is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(bpBaselineFall, [...readings.slice(0, -1), bp(start, 104)]))).toBe(is);
  });

  test('says how far below', () => {
    expect(becauseOf(judge(bpBaselineFall, moved(124, 106)))).toMatch(
      /^systolic [\d.]+ mmHg over the last 5 days, [\d.]+ below the own 125 of the weeks before; limit 12$/,
    );
  });

  test('one odd reading is none', () => {
    expect(brief(judge(bpBaselineFall, [...steady(34, { systolic: 121 }), bp(start, 84)]))).toBe('unknown');
  });

  test('ends when it is back', () => {
    expect(brief(judge(bpBaselineFall, moved(124, 121), { standing: standing() }))).toBe('clear');
  });
});

test.each([bpBaselineShift, bpBaselineFall])('$id says nothing on another kind or on time alone', rule => {
  const readings = rule === bpBaselineShift ? moved(120, 140) : moved(124, 100);
  expect(brief(judge(rule, [...readings, glucose(start, 90)], { standing: standing() }))).toBe('unknown');
  expect(brief(judge(rule, readings, { reading: null, standing: standing() }))).toBe('unknown');
});
