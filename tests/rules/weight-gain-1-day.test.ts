import { describe, expect, test } from 'vitest';
import { weightGain1Day } from '../../src/rules/weight-gain-1-day.ts';
import { bp, brief, est, standing, weight } from './build.ts';
import { judgeFixed } from './weigh.ts';

const fires = 'firing warning confirmed';
const thursday = est('11-19 07:00');
const friday = est('11-20 07:00');
const saturday = est('11-21 07:00');

describe('against the local day before', () => {
  test.each([
    { name: '1.36 kg, less in binary', readings: [weight(friday, 80), weight(saturday, 81.36)], is: fires },
    { name: '1.35 kg', readings: [weight(friday, 80), weight(saturday, 81.35)], is: 'unknown' },
    { name: 'nothing the day before', readings: [weight(thursday, 78), weight(saturday, 82)], is: 'unknown' },
    { name: 'the same day', readings: [weight(saturday - 1, 78), weight(saturday, 82)], is: 'unknown' },
    {
      name: "the mean of the day's weigh-ins: 80.5",
      readings: [weight(friday, 80), bp(friday, 120), weight(friday, 81), weight(saturday, 81.85)],
      is: 'unknown',
    },
    {
      name: "the mean of the day's weigh-ins: 80.4",
      readings: [weight(friday, 80), weight(friday, 80.8), weight(saturday, 81.76)],
      is: fires,
    },
    {
      name: 'minutes apart over midnight',
      readings: [weight(est('11-20 23:59'), 80), weight(est('11-21 00:00'), 81.5)],
      is: fires,
    },
    { name: 'the first weigh-in', readings: [weight(friday, 80)], is: 'unknown' },
  ])('$name: $is', ({ readings, is }) => {
    expect(brief(judgeFixed(weightGain1Day, readings))).toBe(is);
  });

  test.each([
    {
      name: 'spring: the day before has 23 h',
      from: '2026-03-08T00:00:00-05:00',
      to: '2026-03-09T23:59:00-04:00',
    },
    {
      name: 'autumn: the day before has 25 h',
      from: '2026-11-01T00:00:00-04:00',
      to: '2026-11-02T23:59:00-05:00',
    },
  ])('$name', ({ from, to }) => {
    const [a, b] = [Date.parse(from), Date.parse(to)];
    expect(brief(judgeFixed(weightGain1Day, [weight(a, 80), weight(b, 82)]))).toBe(fires);
    expect(brief(judgeFixed(weightGain1Day, [weight(a - 1, 80), weight(b, 82)]))).toBe('unknown');
  });

  test('says from what and which day', () => {
    const from = weight(friday, 80.3);
    const to = weight(saturday, 82.4);
    expect(judgeFixed(weightGain1Day, [from, to])).toMatchObject({
      is: 'firing',
      severity: 'warning',
      confirmed: true,
      because: 'weight 82.4 kg, up 2.1 kg from 80.3 kg on Fri 20 Nov; limit 1.36 kg in 1 day',
      evidence: {
        readings: [
          { id: from.id, measuredAt: friday, value: '80.3 kg' },
          { id: to.id, measuredAt: saturday, value: '82.4 kg' },
        ],
        limits: { weightGain1DayKg: 1.36 },
      },
    });
  });

  test('a thousand weigh-ins of one instant are one day', () => {
    const many = Array.from({ length: 1000 }, () => weight(friday, 80));
    expect(brief(judgeFixed(weightGain1Day, [...many, weight(saturday, 82)]))).toBe(fires);
  });
});

describe('clears when the last two weigh-ins each gained less than half the limit', () => {
  test.each([
    { name: 'both', kg: [80, 80.5, 81], is: 'clear' },
    { name: 'the last gained 0.68', kg: [80, 80, 80.68], is: 'unknown' },
    { name: 'the one before gained 0.7', kg: [80, 80.7, 80.7], is: 'unknown' },
    { name: 'the one before has no day before', kg: [80, 80], is: 'unknown' },
  ])('$name: $is', ({ kg, is }) => {
    const first = saturday - (kg.length - 1) * 24 * 3600_000;
    const readings = kg.flatMap((value, i) => [
      bp(first + i * 24 * 3600_000, 120),
      weight(first + i * 24 * 3600_000, value),
    ]);
    expect(brief(judgeFixed(weightGain1Day, readings, { standing: standing() }))).toBe(is);
  });

  test('another weigh-in of the same instant is the other of the two, in either order', () => {
    const judged = weight(saturday, 80.2);
    const other = weight(saturday, 81);
    const before = weight(friday, 80);
    const over = { reading: judged, standing: standing() };
    expect(brief(judgeFixed(weightGain1Day, [before, judged, other], over))).toBe('unknown');
    expect(brief(judgeFixed(weightGain1Day, [before, other, judged], over))).toBe('unknown');
  });
});

test.each([[bp(saturday, 120)], [null]])('judges weight only (%#)', reading => {
  const over = { reading, standing: standing() };
  expect(brief(judgeFixed(weightGain1Day, [weight(friday, 80), weight(saturday, 90)], over))).toBe('unknown');
});
