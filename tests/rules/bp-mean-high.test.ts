import { describe, expect, test } from 'vitest';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { bpMeanHigh } from '../../src/rules/bp-mean-high.ts';
import { becauseOf, bp, brief, glucose, hours, judge, minutes, patient, standing, start } from './build.ts';
import { mornings, steady, twiceDaily } from './pressures.ts';

const sessions = (days: number, systolic: number, diastolic = 75): Reading[] =>
  Array.from({ length: days }, (_, i) => [
    bp(start + i * dayMs, systolic, diastolic),
    bp(start + i * dayMs + hours(12), systolic, diastolic),
  ]).flat();

describe('enough sessions on enough days', () => {
  test.each([
    { name: '6 sessions on 3 days', readings: sessions(3, 140), is: 'firing warning confirmed' },
    { name: '5 sessions on 3 days', readings: sessions(3, 140).slice(1), is: 'unknown' },
    {
      name: '6 sessions on 2 days',
      readings: [0, 1, 2, 24, 25, 26].map(hour => bp(start + hours(hour), 140)),
      is: 'unknown',
    },
    {
      name: '6 readings in 3 sessions',
      readings: [0, 1, 2].flatMap(day => [0, 15].map(min => bp(start + day * dayMs + minutes(min), 140))),
      is: 'unknown',
    },
    {
      name: '6 readings 15 min and 1 ms apart are sessions of their own',
      readings: [0, 1, 2].flatMap(day =>
        [0, 1].map(i => bp(start + day * dayMs + i * (15 * minuteMs + 1), 140)),
      ),
      is: 'firing warning confirmed',
    },
    {
      name: 'a chain of readings 15 min apart is one session',
      readings: Array.from({ length: 12 }, (_, i) => bp(start + minutes(15 * i), 140)),
      is: 'unknown',
    },
    {
      name: 'many readings of one instant are one session',
      readings: Array.from({ length: 500 }, () => bp(start, 140)),
      is: 'unknown',
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(bpMeanHigh, readings))).toBe(is);
  });

  test('looks at 7 days: a session exactly 7 days ago is out', () => {
    const readings = sessions(3, 140);
    const last = readings.at(-1)?.measuredAt ?? 0;
    const moved = (to: number): Reading[] => [bp(to, 140), ...readings.slice(1)];
    expect(brief(judge(bpMeanHigh, moved(last - 7 * dayMs)))).toBe('unknown');
    expect(brief(judge(bpMeanHigh, moved(last - 7 * dayMs + 1)))).toBe('firing warning confirmed');
  });

  test('a session cut by the 7 days counts with what lies within', () => {
    const readings = sessions(3, 140);
    const edge = (readings.at(-1)?.measuredAt ?? 0) - 7 * dayMs;
    const finding = judge(bpMeanHigh, [bp(edge, 300), bp(edge + 1, 140), ...readings]);
    expect(becauseOf(finding)).toContain('mean blood pressure 140/75 mmHg over 7 sessions');
  });

  test('days are local: an evening and the next morning in New York are two, in UTC one', () => {
    const at = Date.parse('2026-11-20T23:00:00-05:00');
    const readings = [0, 1, 2, 3, 4, 5].map(i => bp(at + hours(i * 5), 140));
    expect(brief(judge(bpMeanHigh, readings))).toBe('firing warning confirmed');
    const utc = { ...patientIn('UTC') };
    expect(brief(judge(bpMeanHigh, readings, utc))).toBe('unknown');
  });
});

const patientIn = (timeZone: string) => ({ patient: patient({ timeZone }) });

describe('the limit', () => {
  test.each([
    { name: '135 systolic', readings: sessions(3, 135), is: 'firing warning confirmed' },
    { name: '134.9 systolic', readings: sessions(3, 134.9), is: 'unknown' },
    { name: '85 diastolic alone', readings: sessions(3, 120, 85), is: 'firing warning confirmed' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judge(bpMeanHigh, readings))).toBe(is);
  });

  const swinging = [120, 152, 121, 153, 120, 151].map((systolic, i) => bp(start + hours(12 * i), systolic));

  test('a mean just above it of sessions that swing is no finding: it must lie above by its own standard error', () => {
    expect(brief(judge(bpMeanHigh, swinging))).toBe('unknown');
    expect(brief(judge(bpMeanHigh, swinging, { params: { standardErrors: 0 } }))).toBe(
      'firing warning confirmed',
    );
  });

  test('two readings of a session count as one: their mean', () => {
    const readings = [0, 1, 2, 3, 4, 5].flatMap(i => [
      bp(start + hours(12 * i), 122),
      bp(start + hours(12 * i) + minutes(2), 150),
    ]);
    expect(becauseOf(judge(bpMeanHigh, readings))).toBe(
      'mean blood pressure 136/75 mmHg over 6 sessions on 3 days; limit 135/85',
    );
  });
});

test('the first day can be left out, as is the habit in Europe', () => {
  const nervous = [bp(start - 3 * dayMs, 180), bp(start - 3 * dayMs + hours(12), 180)];
  const calm = [...twiceDaily(3, 131).slice(0, -1), bp(start + hours(12), 136)];
  const params = { standardErrors: 0 };
  expect(brief(judge(bpMeanHigh, [...nervous, ...calm], { params }))).toBe('firing warning confirmed');
  const dropped = judge(bpMeanHigh, [...nervous, ...calm], { params: { ...params, dropFirstDay: true } });
  expect(brief(dropped)).toBe('unknown');
});

describe('a person whose level is known', () => {
  const uncontrolled = steady(35, { systolic: 142, diastolic: 84 });

  test('and always as high is told of once, not every day', () => {
    expect(brief(judge(bpMeanHigh, uncontrolled.slice(0, 8)))).toBe('firing warning confirmed');
    expect(brief(judge(bpMeanHigh, uncontrolled))).toBe('unknown');
    expect(brief(judge(bpMeanHigh, uncontrolled, { standing: standing() }))).toBe('clear');
  });

  test('goes on being told of where a program says so', () => {
    const params = { knownLevelStands: true };
    expect(brief(judge(bpMeanHigh, uncontrolled, { params }))).toBe('firing warning confirmed');
  });

  test('is told of when it rises above that', () => {
    const readings = mornings(35, left => ({ systolic: left < 7 ? 154 : 142 }));
    const finding = judge(bpMeanHigh, readings);
    expect(becauseOf(finding)).toBe(
      'mean blood pressure 154/75 mmHg over 7 sessions on 7 days; limit 135/85; 143/75.5 before',
    );
    expect(finding).toMatchObject({ evidence: { days: { length: 28 } } });
  });

  test('just below the limit does not come and go: crossing it by a little is no rise', () => {
    const readings = mornings(35, left => ({ systolic: left < 7 ? 136 : 132 }));
    expect(brief(judge(bpMeanHigh, readings, { params: { standardErrors: 0 } }))).toBe('unknown');
  });

  test('before a hospital stay is another: the level is learnt anew', () => {
    const back = patient({ discharges: [start - 8 * dayMs] });
    expect(brief(judge(bpMeanHigh, uncontrolled, { patient: back }))).toBe('firing warning confirmed');
  });
});

describe('clears', () => {
  test.each([
    { name: '129/81', readings: sessions(3, 129, 81), is: 'clear' },
    { name: '130/81', readings: sessions(3, 130, 81), is: 'unknown' },
    { name: '129/82', readings: sessions(3, 129, 82), is: 'unknown' },
    { name: 'too few sessions', readings: sessions(2, 110), is: 'unknown' },
  ])('5/3 mmHg below the limit: $name: $is', ({ readings, is }) => {
    expect(brief(judge(bpMeanHigh, readings, { standing: standing() }))).toBe(is);
  });

  test('not on another kind, nor on time alone', () => {
    const over = { standing: standing() };
    expect(brief(judge(bpMeanHigh, [...sessions(3, 110), glucose(start, 90)], over))).toBe('unknown');
    expect(brief(judge(bpMeanHigh, sessions(3, 110), { ...over, reading: null }))).toBe('unknown');
  });
});

test('is told at a reading that is high itself', () => {
  const readings = [...sessions(3, 150), bp(start + 3 * dayMs, 118)];
  expect(brief(judge(bpMeanHigh, readings))).toBe('unknown');
  expect(brief(judge(bpMeanHigh, [...readings, bp(start + 3 * dayMs + hours(12), 140)]))).toBe(
    'firing warning confirmed',
  );
});
