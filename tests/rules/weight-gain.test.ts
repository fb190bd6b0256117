import { describe, expect, test } from 'vitest';
import { weightGain1Day } from '../../src/rules/weight-gain-1-day.ts';
import { weightGain3Days } from '../../src/rules/weight-gain-3-days.ts';
import { weightGain7Days } from '../../src/rules/weight-gain-7-days.ts';
import { becauseOf, brief, judge, patient } from './build.ts';
import { lastMorning, morning, mornings, steady } from './weigh.ts';

const fires = 'firing warning confirmed';

test('as shipped only the gain in 3 days is asked for', () => {
  expect([weightGain1Day, weightGain3Days, weightGain7Days].map(r => r.startsEnabled)).toEqual([
    false,
    true,
    false,
  ]);
});

describe('a gain counts when it is there on two weigh-in days in a row', () => {
  test.each([
    { name: 'one odd weigh-in', kg: [80, 80, 84], is: 'unknown' },
    { name: 'an odd one the day before', kg: [80, 84, 80.2], is: 'unknown' },
    { name: 'two in a row', kg: [80, 80, 82.3, 82.4], is: fires },
    { name: 'the second exactly at the limit', kg: [80, 80, 82.3, 82], is: 'unknown' },
    { name: 'the first exactly at the limit', kg: [80, 80, 82, 82.3], is: 'unknown' },
    { name: 'a day between them', kg: [80, 82.3, null, 82.4], is: fires },
    { name: 'a gap of 3 days between them', kg: [80, 82.3, null, null, 82.4], is: 'unknown' },
    { name: 'nothing before them', kg: [82.3, 82.4], is: 'unknown' },
    { name: 'a single weigh-in', kg: [82.3], is: 'unknown' },
  ])('$name: $is', ({ kg, is }) => {
    expect(brief(judge(weightGain3Days, mornings(kg)))).toBe(is);
  });

  test('says so', () => {
    expect(becauseOf(judge(weightGain3Days, mornings([80, 80, 82.3, 82.4])))).toBe(
      'weight 82.4 kg, up 2.4 kg from 80 kg on Tue 24 Nov, as on the weigh-in before; limit 2 kg in 3 days',
    );
  });

  test('the weigh-in before may have been measured up to 8 days back, no further', () => {
    const kg = [80, 82.3, ...Array(8).fill(null), 82.4];
    expect(brief(judge(weightGain3Days, mornings(kg), { params: { gapHours: 168 } }))).toBe('unknown');
  });
});

describe("a gain must pass the person's own noise too", () => {
  const swinging = [80, 81.5, 80, 81.5, 80, 81.5, 80, 82.3, 82.4];
  const calm = [80, 80.2, 80, 80.2, 80, 80.2, 80, 82.3, 82.4];

  test.each([
    { name: 'a calm weight', kg: calm, params: {}, is: fires },
    { name: 'a weight that swings', kg: swinging, params: {}, is: 'unknown' },
    { name: 'one that swings, the limit alone', kg: swinging, params: { noiseSpreads: 0 }, is: fires },
    { name: 'few weigh-ins tell no noise', kg: [80, 81.5, 80, 82.3, 82.4], params: {}, is: fires },
  ])('$name: $is', ({ kg, params, is }) => {
    expect(brief(judge(weightGain3Days, mornings(kg), { params }))).toBe(is);
  });
});

test('is silent once an own level is known, unless told to speak', () => {
  const gained = [...steady(8, 80), 82.6, 82.7];
  expect(brief(judge(weightGain3Days, mornings(gained)))).toBe('unknown');
  expect(brief(judge(weightGain3Days, mornings(gained.slice(1))))).toBe(fires);
  expect(brief(judge(weightGain3Days, mornings(gained), { params: { untilOwnDays: 0 } }))).toBe(fires);
});

describe('after a hospital stay the limit is tighter for 30 days', () => {
  const kg = [80, 80, 81.8, 81.9];
  test.each([
    { name: 'home for 4 days', daysBefore: 4, is: fires },
    { name: 'home for 30 days', daysBefore: 30, is: fires },
    { name: 'home for 31 days', daysBefore: 31, is: 'unknown' },
  ])('$name: $is', ({ daysBefore, is }) => {
    const of = patient({ discharges: [morning(daysBefore)] });
    expect(brief(judge(weightGain3Days, mornings(kg), { patient: of }))).toBe(is);
  });
});

test('rests on every weigh-in from the lightest day on, and on the days that tell the noise', () => {
  const readings = mornings([80, 80.5, 82.3, 82.4]);
  const finding = judge(weightGain3Days, readings);
  expect(finding).toMatchObject({
    evidence: {
      readings: readings.map(({ id }) => ({ id })),
      days: [{ mean: 80 }, { mean: 80.5 }, { mean: 82.3 }, { mean: 82.4 }],
    },
  });
  expect(readings.at(-1)?.measuredAt).toBe(lastMorning);
});
