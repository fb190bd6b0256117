import { describe, expect, test } from 'vitest';
import { weightGain7Days } from '../../src/rules/weight-gain-7-days.ts';
import { becauseOf, bp, brief, est, hours, standing, weight } from './build.ts';
import { judgeFixed } from './weigh.ts';

const fires = 'firing warning confirmed';
const friday = est('11-27 07:00');
const daysBefore = (days: number): number => friday - hours(24 * days);
const daily = (...kg: number[]) => kg.map((value, i) => weight(daysBefore(kg.length - 1 - i), value));

describe('against the lightest of the 7 local days before', () => {
  test.each([
    { name: '2.27 kg over 7 days', readings: daily(80, 81, 81, 81, 81, 81, 81, 82.27), is: fires },
    { name: '2.26 kg over 7 days', readings: daily(80, 81, 81, 81, 81, 81, 81, 82.26), is: 'unknown' },
    { name: '8 days ago is out', readings: daily(70, 81, 81, 81, 81, 81, 81, 81, 82.3), is: 'unknown' },
    {
      name: 'a gap of 72 h within the week',
      readings: [
        weight(daysBefore(7), 78),
        weight(daysBefore(4), 81),
        weight(daysBefore(2), 81),
        weight(friday, 82),
      ],
      is: 'unknown',
    },
    {
      name: 'a gap just under 72 h, with other kinds in it',
      readings: [
        weight(daysBefore(7) + 1, 78),
        bp(daysBefore(6), 120),
        weight(daysBefore(4), 81),
        weight(daysBefore(2), 81),
        weight(friday, 82),
      ],
      is: fires,
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judgeFixed(weightGain7Days, readings))).toBe(is);
  });

  test('sees nothing older than the 8 days every window holds, whatever more is there', () => {
    const at = est('11-08 23:59');
    const startOfDay7 = Date.parse('2026-11-01T00:30:00-04:00');
    const near = [weight(Date.parse('2026-11-01T02:00:00-05:00'), 82), weight(est('11-04 01:00'), 82)];
    const late = [weight(est('11-06 12:00'), 82), weight(at, 83)];
    expect(brief(judgeFixed(weightGain7Days, [weight(startOfDay7, 60), ...near, ...late]))).toBe('unknown');
  });

  test('a weigh-in exactly 8 days back is not seen, one a moment later is', () => {
    const at = est('11-08 23:59');
    const edge = at - hours(8 * 24);
    const rest = [weight(est('11-03 22:00'), 82), weight(est('11-06 12:00'), 82), weight(at, 83)];
    expect(brief(judgeFixed(weightGain7Days, [weight(edge, 60), ...rest]))).toBe('unknown');
    expect(brief(judgeFixed(weightGain7Days, [weight(edge + 1, 60), ...rest]))).toBe(fires);
    const sameDay = weight(edge + 1, 82);
    expect(brief(judgeFixed(weightGain7Days, [weight(edge, 60), sameDay, ...rest]))).toBe('unknown');
  });

  test('of days equally light it names the latest', () => {
    expect(becauseOf(judgeFixed(weightGain7Days, daily(80, 80, 82.5)))).toContain('from 80 kg on Thu 26 Nov');
  });

  test('says from what and which day', () => {
    expect(becauseOf(judgeFixed(weightGain7Days, daily(80, 81, 81, 82.5)))).toBe(
      'weight 82.5 kg, up 2.5 kg from 80 kg on Tue 24 Nov; limit 2.27 kg in 7 days',
    );
  });
});

test.each([
  { name: 'both under 1.135 kg', readings: daily(80, 80.5, 81), is: 'clear' },
  { name: 'the last at 1.135 kg', readings: daily(80, 80.5, 81.135), is: 'unknown' },
])('clears on two weigh-ins under half the limit: $name', ({ readings, is }) => {
  expect(brief(judgeFixed(weightGain7Days, readings, { standing: standing() }))).toBe(is);
});
