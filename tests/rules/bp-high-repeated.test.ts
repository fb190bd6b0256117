import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { bpHighRepeated } from '../../src/rules/bp-high-repeated.ts';
import { becauseOf, bp, brief, glucose, hours, judge, minutes, standing, start } from './build.ts';
import { steady } from './pressures.ts';

type Pressure = readonly [systolic: number, diastolic?: number];

/** Sessions 12 h apart, the last at `start`. */
const sessions = (...pressures: readonly Pressure[]) =>
  pressures.map(([systolic, diastolic], i) =>
    bp(start - hours(12) * (pressures.length - 1 - i), systolic, diastolic),
  );

describe('three sessions in a row on two days', () => {
  test.each([
    { name: 'each 160', readings: sessions([160], [161], [165]), is: 'firing warning confirmed' },
    {
      name: 'each 100 diastolic',
      readings: sessions([150, 100], [140, 101], [149, 104]),
      is: 'firing warning confirmed',
    },
    {
      name: 'one by systolic, two by diastolic',
      readings: sessions([162, 80], [140, 101], [149, 104]),
      is: 'firing warning confirmed',
    },
    { name: 'near severe', readings: sessions([171], [172], [175]), is: 'firing urgent confirmed' },
    {
      name: 'near severe by diastolic',
      readings: sessions([150, 110], [150, 112], [150, 113]),
      is: 'firing urgent confirmed',
    },
    {
      name: 'one of them not near severe',
      readings: sessions([171], [165], [175]),
      is: 'firing warning confirmed',
    },
    { name: 'the middle one not high', readings: sessions([168], [150], [165]), is: 'unknown' },
    { name: 'only two', readings: sessions([168], [165]), is: 'unknown' },
    {
      name: 'a bad day: all on one',
      readings: [0, 3, 6].map(hour => bp(start + hours(hour), 168)),
      is: 'unknown',
    },
    {
      name: 'a bad sitting: many readings, one session',
      readings: [0, 5, 10, 15].map(min => bp(start + minutes(min), 168)),
      is: 'unknown',
    },
    {
      name: 'the first more than 7 days ago',
      readings: [bp(start - 7 * dayMs, 168), ...sessions([168], [168])],
      is: 'unknown',
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(bpHighRepeated, readings))).toBe(is);
  });

  test('a session is judged by its mean', () => {
    const readings = sessions([164], [164], [164]).flatMap(one => [
      one,
      bp(one.measuredAt + minutes(1), 150),
    ]);
    expect(brief(judge(bpHighRepeated, readings))).toBe('unknown');
  });

  test('says each, on how many days, and the limit', () => {
    expect(becauseOf(judge(bpHighRepeated, sessions([162, 91], [161, 90], [165, 92])))).toBe(
      'blood pressure 162/91, 161/90, 165/92 mmHg in 3 sessions on 2 days; limit 160/100',
    );
  });
});

describe('above the own level', () => {
  const afterLevel = (level: number, ...pressures: readonly Pressure[]) => [
    ...steady(30, { systolic: level }).filter(one => one.measuredAt < start - hours(30)),
    ...sessions(...pressures),
  ];

  test.each([
    { name: '18 above', readings: afterLevel(124, [142], [143], [146]), is: 'firing warning confirmed' },
    { name: '12 above', readings: afterLevel(130, [142], [143], [146]), is: 'unknown' },
    { name: '25 above, but below 140', readings: afterLevel(110, [137], [136], [139]), is: 'unknown' },
    { name: 'always there', readings: afterLevel(146, [142], [150], [146]), is: 'unknown' },
    { name: 'no own level known', readings: sessions([142], [143], [146]), is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(bpHighRepeated, readings))).toBe(is);
  });

  test('says the own level and lists its days', () => {
    const finding = judge(bpHighRepeated, afterLevel(124, [142], [143], [146]));
    expect(becauseOf(finding)).toContain('in 3 sessions on 2 days; limit 140/100, 125 before');
    expect(finding).toMatchObject({ evidence: { days: { length: 23 }, readings: { length: 3 } } });
  });
});

describe('clears on three sessions in a row below both limits by 5 mmHg', () => {
  test.each([
    { name: '154/94', last: [154, 94] as const, is: 'clear' },
    { name: '155/94', last: [155, 94] as const, is: 'unknown' },
    { name: '154/95', last: [154, 95] as const, is: 'unknown' },
  ])('$name: $is', ({ last, is }) => {
    const finding = judge(bpHighRepeated, sessions(last, last, last), { standing: standing() });
    expect(brief(finding)).toBe(is);
  });

  test('not on two, on another kind, or on time alone', () => {
    const over = { standing: standing() };
    expect(brief(judge(bpHighRepeated, sessions([120], [120]), over))).toBe('unknown');
    const three = sessions([120], [120], [120]);
    expect(brief(judge(bpHighRepeated, [...three, glucose(start, 90)], over))).toBe('unknown');
    expect(brief(judge(bpHighRepeated, three, { ...over, reading: null }))).toBe('unknown');
  });
});
