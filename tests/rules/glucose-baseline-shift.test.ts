import { describe, expect, test } from 'vitest';
import { glucoseBaselineShift } from '../../src/rules/glucose-baseline-shift.ts';
import { becauseOf, brief, glucose, hours, judge, standing, start } from './build.ts';

const day = hours(24);

/** Two readings a day, 5 h apart, of these daily means; the last day is today. */
const course = (means: readonly number[], spread = 10, perDay = 2) =>
  means.flatMap((mean, i) => {
    const at = start - (means.length - 1 - i) * day;
    const both = [glucose(at, mean - spread), glucose(at + hours(5), mean + spread)];
    return i === means.length - 1 ? both.slice(0, perDay) : both;
  });

const usually = (days: number, mgDl: number) =>
  Array.from({ length: days }, (_, i) => mgDl + ((i % 3) - 1) * 8);

const fires = 'firing warning confirmed';

describe('three days against the four weeks before', () => {
  test.each([
    { name: '60 up and above 180', means: [...usually(20, 140), 200, 205, 210], is: fires },
    { name: '45 up', means: [...usually(20, 150), 195, 195, 195], is: 'unknown' },
    { name: '60 up, but not above 180', means: [...usually(20, 110), 170, 175, 178], is: 'unknown' },
    { name: 'one wild day', means: [...usually(20, 140), 140, 150, 260], is: 'unknown' },
    { name: 'above 300: urgent', means: [...usually(20, 140), 300, 310, 320], is: 'firing urgent confirmed' },
    { name: 'six days known', means: [...usually(6, 140), 220, 220, 220], is: 'unknown' },
    { name: 'seven days known', means: [...usually(7, 140), 220, 220, 220], is: fires },
    { name: 'always high', means: usually(23, 240), is: 'unknown' },
  ])('$name: $is', ({ means, is }) => {
    expect(brief(judge(glucoseBaselineShift, course(means)))).toBe(is);
  });

  test('of a person whose days vary much more, it takes more', () => {
    const wild = Array.from({ length: 20 }, (_, i) => 150 + ((i % 4) - 1.5) * 70);
    expect(brief(judge(glucoseBaselineShift, course([...wild, 215, 220, 225])))).toBe('unknown');
    expect(brief(judge(glucoseBaselineShift, course([...wild, 380, 385, 390])))).toMatch(/^firing/);
  });

  test('a day that has just begun counts from its second reading on', () => {
    const means = [...usually(20, 140), 140, 200, 200, 200];
    expect(brief(judge(glucoseBaselineShift, course(means, 10, 1)))).toBe('unknown');
    expect(brief(judge(glucoseBaselineShift, course(means, 10, 2)))).toBe(fires);
  });

  test('days of long ago do not tell of now', () => {
    const readings = course([...usually(20, 140), 220, 220]).map(r => ({
      ...r,
      measuredAt: r.measuredAt - 9 * day,
    }));
    const now = course([220]);
    expect(brief(judge(glucoseBaselineShift, [...readings, ...now]))).toBe('unknown');
  });

  test('says how high, how high else, and shows the days', () => {
    const finding = judge(glucoseBaselineShift, course([...usually(20, 140), 200, 205, 210]));
    expect(becauseOf(finding)).toBe(
      'glucose 205 mg/dL on average of 3 days against 140 mg/dL usually (median of 20 days); limits 50 mg/dL up and 180 mg/dL',
    );
    expect('evidence' in finding && finding.evidence.days).toHaveLength(23);
  });
});

test.each([
  { name: 'less than half of the rise', means: [...usually(20, 140), 164, 164, 164], is: 'clear' },
  { name: 'half of it', means: [...usually(20, 140), 165, 165, 165], is: 'unknown' },
])('while it stands: $name: $is', ({ means, is }) => {
  expect(brief(judge(glucoseBaselineShift, course(means), { standing: standing() }))).toBe(is);
});
