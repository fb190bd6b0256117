import { describe, expect, test } from 'vitest';
import { pulseShift } from '../../src/rules/pulse-shift.ts';
import { becauseOf, type bp, brief, glucose, judge, standing, start } from './build.ts';
import { mornings } from './pressures.ts';

const rise = (from: number, to: number, days = 35) =>
  mornings(days, left => ({ systolic: 120, pulse: left < 4 ? to : from }));

const withLast = (readings: ReturnType<typeof rise>, pulsePerMin: number | null) => [
  ...readings.slice(0, -1),
  { ...(readings.at(-1) as ReturnType<typeof bp>), pulsePerMin },
];

describe('resting pulse above the own level', () => {
  test.each([
    { name: '14 /min up', readings: rise(64, 78), is: 'firing warning confirmed' },
    { name: '6 /min up: ordinary', readings: rise(70, 76), is: 'unknown' },
    { name: '14 /min up that end below 70', readings: rise(50, 64), is: 'unknown' },
    { name: 'always fast', readings: rise(92, 92), is: 'unknown' },
    { name: 'too few days before', readings: rise(64, 78, 10), is: 'unknown' },
    { name: 'eleven days are enough', readings: rise(64, 78, 11), is: 'firing warning confirmed' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(pulseShift, readings))).toBe(is);
  });

  test('a reading without a pulse says nothing', () => {
    const readings = withLast(rise(64, 78), null);
    expect(brief(judge(pulseShift, readings, { standing: standing() }))).toBe('unknown');
  });

  test('one fast reading is no rise', () => {
    expect(brief(judge(pulseShift, withLast(rise(64, 64), 98)))).toBe('unknown');
  });

  test('of somebody whose pulse always jumps it must be more', () => {
    const jumpy = rise(64, 76).map((one, i) => ({
      ...one,
      pulsePerMin: (one.pulsePerMin ?? 0) + (i % 2 === 0 ? 8 : -8),
    }));
    expect(brief(judge(pulseShift, withLast(jumpy, 84)))).toBe('unknown');
  });

  test('says how far, from where, and lists every day it looked at', () => {
    const finding = judge(pulseShift, rise(64, 78));
    expect(becauseOf(finding)).toMatch(
      /^resting pulse 7\d(\.\d)? \/min over the last 4 days, 1\d(\.\d)? above the own 64(\.\d)? of the weeks before; limit 9$/,
    );
    expect(finding).toMatchObject({ evidence: { days: { length: 35 }, readings: { length: 1 } } });
  });
});

test.each([
  { name: 'less than half left', to: 67, is: 'clear' },
  { name: 'more than half left', to: 70, is: 'unknown' },
])('ends when less than half is left: $name: $is', ({ to, is }) => {
  expect(brief(judge(pulseShift, rise(64, to), { standing: standing() }))).toBe(is);
});

test('says nothing on another kind or on time alone', () => {
  const over = { standing: standing() };
  expect(brief(judge(pulseShift, [...rise(64, 64), glucose(start, 90)], over))).toBe('unknown');
  expect(brief(judge(pulseShift, rise(64, 64), { ...over, reading: null }))).toBe('unknown');
});
