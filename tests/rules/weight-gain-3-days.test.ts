import { describe, expect, test } from 'vitest';
import type { MonitoringChange } from '../../src/domain/monitoring.ts';
import { weightGain3Days } from '../../src/rules/weight-gain-3-days.ts';
import { becauseOf, brief, est, hours, patient, standing, weight } from './build.ts';
import { judgeFixed } from './weigh.ts';

const fires = 'firing warning confirmed';
const monday = est('11-23 07:00');
const daysBefore = (days: number): number => monday - hours(24 * days);

describe('against the lightest of the 3 local days before', () => {
  test.each([
    {
      name: '2.0 kg exactly is not more than 2',
      readings: [weight(daysBefore(1), 80), weight(monday, 82)],
      is: 'unknown',
    },
    {
      name: '2.0 kg, more in binary (82.4 − 80.4)',
      readings: [weight(daysBefore(1), 80.4), weight(monday, 82.4)],
      is: 'unknown',
    },
    { name: '2.01 kg', readings: [weight(daysBefore(1), 80), weight(monday, 82.01)], is: fires },
    {
      name: 'the lightest is 2 days ago',
      readings: [
        weight(daysBefore(3), 81),
        weight(daysBefore(2), 80),
        weight(daysBefore(1), 81.5),
        weight(monday, 82.1),
      ],
      is: fires,
    },
    {
      name: 'the lightest is 4 days ago',
      readings: [weight(daysBefore(4), 78), weight(daysBefore(2), 80), weight(monday, 81.5)],
      is: 'unknown',
    },
    {
      name: 'the first of the 3 days, at its start',
      readings: [weight(est('11-20 00:00'), 80), weight(daysBefore(1), 81), weight(monday, 82.1)],
      is: fires,
    },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judgeFixed(weightGain3Days, readings))).toBe(is);
  });

  test('a hospital stay starts a new baseline, from the very end of the stay', () => {
    const readings = [weight(daysBefore(2), 80), weight(daysBefore(1), 81), weight(monday, 82.4)];
    const judgedAfter = (endAt: number) => {
      const monitoring: MonitoringChange[] = [
        { status: 'in-hospital', fromAt: daysBefore(4), resumesAt: null, reviewAt: null },
        { status: 'active', fromAt: endAt, resumesAt: null, reviewAt: null },
      ];
      return brief(judgeFixed(weightGain3Days, readings, { patient: patient({ monitoring }) }));
    };
    expect(judgedAfter(daysBefore(2))).toBe(fires);
    expect(judgedAfter(daysBefore(2) + 1)).toBe('unknown');
  });

  test('a gap of 72 h between weigh-ins starts a new baseline', () => {
    expect(brief(judgeFixed(weightGain3Days, [weight(daysBefore(3), 78), weight(monday, 82)]))).toBe(
      'unknown',
    );
    expect(brief(judgeFixed(weightGain3Days, [weight(daysBefore(3) + 1, 78), weight(monday, 82)]))).toBe(
      fires,
    );
  });

  test('says from what and which day', () => {
    const readings = [weight(est('11-20 08:00'), 80.3), weight(monday, 82.4)];
    expect(becauseOf(judgeFixed(weightGain3Days, readings))).toBe(
      'weight 82.4 kg, up 2.1 kg from 80.3 kg on Fri 20 Nov; limit 2 kg in 3 days',
    );
  });
});

test.each([
  { name: 'both below 1 kg', kg: [80, 80.9, 80.9], is: 'clear' },
  { name: 'the last at 1 kg', kg: [80, 80.5, 81], is: 'unknown' },
  { name: 'losing', kg: [84, 82, 80], is: 'clear' },
])('clears on two weigh-ins under half the limit: $name', ({ kg, is }) => {
  const readings = kg.map((value, i) => weight(daysBefore(kg.length - 1 - i), value));
  expect(brief(judgeFixed(weightGain3Days, readings, { standing: standing() }))).toBe(is);
});
