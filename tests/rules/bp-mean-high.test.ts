import { describe, expect, test } from 'vitest';
import { dayMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { bpMeanHigh } from '../../src/rules/bp-mean-high.ts';
import { becauseOf, bp, brief, hours, judge, minutes, patient, start } from './build.ts';

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
