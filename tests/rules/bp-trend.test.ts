import { describe, expect, test } from 'vitest';
import { bpTrend } from '../../src/rules/bp-trend.ts';
import { becauseOf, bp, brief, glucose, judge, standing, start } from './build.ts';
import { mornings, steady } from './pressures.ts';

/** A drift from `from`, mmHg in all, over the last `over` days. */
const drift = (from: number, mmHg: number, over: number, days = 35) =>
  mornings(days, left => ({ systolic: from + mmHg * Math.max(0, 1 - left / over) }));

const judged = (readings: ReturnType<typeof drift>, over = {}) => {
  const last = { ...(readings.at(-1) as ReturnType<typeof bp>), systolicMmHg: 137 };
  return judge(bpTrend, [...readings.slice(0, -1), last], over);
};

describe('a drift', () => {
  test.each([
    { name: '18 mmHg in 3 weeks', readings: drift(122, 18, 21), is: 'firing warning confirmed' },
    { name: '14 mmHg in 4 weeks', readings: drift(126, 16, 28), is: 'firing warning confirmed' },
    { name: '6 mmHg in 3 weeks: ordinary', readings: drift(128, 6, 21), is: 'unknown' },
    { name: '18 mmHg that end below 130: nothing to treat', readings: drift(104, 18, 21), is: 'unknown' },
    { name: 'none: always high', readings: steady(35, { systolic: 150 }), is: 'unknown' },
    { name: 'a fall', readings: drift(150, -18, 21), is: 'unknown' },
    { name: 'too little known before', readings: drift(122, 18, 21, 26), is: 'unknown' },
    {
      name: 'every other day measured',
      readings: drift(122, 20, 21).filter((_, i) => i % 2 === 0),
      is: 'firing warning confirmed',
    },
    {
      name: 'hardly measured of late',
      readings: drift(122, 20, 21).filter((_, i) => i < 14 || i % 5 === 4),
      is: 'unknown',
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judged(readings))).toBe(is);
  });

  test('says from where to where, and lists every day it looked at', () => {
    const finding = judged(drift(122, 18, 21));
    expect(becauseOf(finding)).toMatch(
      /^systolic drifted up by 1\d(\.\d)? mmHg within 21 days, from 12\d(\.\d)? to 13\d(\.\d)?; limit 8$/,
    );
    expect(finding).toMatchObject({ evidence: { days: { length: 35 }, readings: { length: 1 } } });
  });

  test('two white-coat outliers in a row are none', () => {
    const readings = [...steady(33, { systolic: 122 }), bp(start - 86_400_000, 165), bp(start, 170)];
    expect(brief(judge(bpTrend, readings))).toBe('unknown');
  });

  test('a reading that is not high itself makes no alert', () => {
    const readings = [...drift(122, 18, 21).slice(0, -1), bp(start, 129)];
    expect(brief(judge(bpTrend, readings))).toBe('unknown');
  });
});

describe('while it stands', () => {
  const over = { standing: standing() };

  test.each([
    { name: 'the pressure is back', readings: steady(35, { systolic: 121 }), is: 'clear' },
    {
      name: 'the own level has followed',
      readings: mornings(35, left => ({ systolic: left < 32 ? 138 : 120 })),
      is: 'clear',
    },
    { name: 'more than half of it is left', readings: drift(122, 10, 21), is: 'unknown' },
    { name: 'too little is known', readings: drift(122, 18, 21, 12), is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(bpTrend, readings, over))).toBe(is);
  });

  test('says nothing on another kind or on time alone', () => {
    const back = steady(35, { systolic: 121 });
    expect(brief(judge(bpTrend, [...back, glucose(start, 90)], over))).toBe('unknown');
    expect(brief(judge(bpTrend, back, { ...over, reading: null }))).toBe('unknown');
  });
});
