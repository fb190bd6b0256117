import { describe, expect, test } from 'vitest';
import { doubtWeight, type WeighIn } from '../../src/ingest/doubt-weight.ts';
import { est, hours, patient } from '../rules/build.ts';

const now = est('11-20 07:00');
const days = (count: number): number => hours(24 * count);

/** Good weigh-ins before now: how many days ago, and what. */
const weighed = (...weighIns: readonly (readonly [number, number])[]): WeighIn[] =>
  weighIns.map(([daysAgo, weightKg]) => ({ measuredAt: now - days(daysAgo), weightKg }));

const usual = weighed([1, 80], [2, 80.4], [3, 79.6]);
const ask = (weightKg: number, known: readonly WeighIn[], over = {}) =>
  doubtWeight({ measuredAt: now, weightKg }, known, patient(over))?.text ?? null;

describe('pounds sent as kilograms, and the other way round', () => {
  test.each([
    { kg: 176.4, asks: '176.4 kg is 2.2 times the usual 80 kg (last Thu 19 Nov): pounds sent as kilograms?' },
    {
      kg: 36.3,
      asks: '36.3 kg is the usual 80 kg (last Thu 19 Nov) divided by 2.2: kilograms sent as pounds?',
    },
  ])('$kg kg of somebody of 80 kg', ({ kg, asks }) => {
    expect(ask(kg, usual)).toBe(asks);
  });

  test.each([
    { share: 0.945, isAsked: true },
    { share: 1.055, isAsked: true },
    { share: 0.93, isAsked: false },
    { share: 1.07, isAsked: false },
  ])('near 2.2046, within what a person may have changed: $share of it: $isAsked', ({ share, isAsked }) => {
    const gap = weighed([20, 80]);
    expect(ask(80 * 2.2046 * share, gap) !== null).toBe(isAsked);
    expect(ask((80 / 2.2046) * share, gap) !== null).toBe(isAsked);
  });

  test.each([
    { name: 'after a gap of weeks', known: weighed([40, 80]), over: {} },
    { name: 'after a stay', known: weighed([1, 80]), over: { discharges: [now - 1] } },
    { name: 'against the dry weight, where nothing was ever weighed', known: [], over: { dryWeightKg: 80 } },
  ])('asked $name too', ({ known, over }) => {
    expect(ask(176.4, known, over)).toMatch(/pounds sent as kilograms\?$/);
  });
});

describe('another person, overnight', () => {
  test('says from what, and when', () => {
    expect(ask(86.4, usual)).toBe(
      '86.4 kg is 6.4 kg from the 80 kg of Thu 19 Nov: fluid, another person, or something on the scale?',
    );
  });

  test.each([
    { name: 'a gain of 15 kg', kg: 95, mayBeFluid: true },
    { name: 'a gain of more', kg: 95.1, mayBeFluid: false },
    { name: 'a loss', kg: 73, mayBeFluid: false },
  ])('asks of fluid only where it may be: $name: $mayBeFluid', ({ kg, mayBeFluid }) => {
    const asks = ask(kg, weighed([1, 80])) ?? '';
    expect(asks.endsWith('another person, or something on the scale?')).toBe(true);
    expect(asks.includes('fluid')).toBe(mayBeFluid);
  });

  test.each([
    { name: '5 kg more', kg: 85, known: weighed([1, 80]), over: {}, isAsked: false },
    { name: 'a little more than 5 kg', kg: 85.1, known: weighed([1, 80]), over: {}, isAsked: true },
    { name: 'a little more than 5 kg less', kg: 74.9, known: weighed([1, 80]), over: {}, isAsked: true },
    { name: 'two days later', kg: 86, known: weighed([2, 80]), over: {}, isAsked: true },
    { name: 'just before 3 days', kg: 86, known: weighed([2.999, 80]), over: {}, isAsked: true },
    { name: 'after 3 days', kg: 86, known: weighed([3, 80]), over: {}, isAsked: false },
    {
      name: 'after a stay on file',
      kg: 73,
      known: weighed([1, 80]),
      over: { discharges: [now - hours(2)] },
      isAsked: false,
    },
    {
      name: 'after a stay before the last weigh-in',
      kg: 73,
      known: weighed([1, 80]),
      over: { discharges: [now - days(2)] },
      isAsked: true,
    },
    {
      name: 'back from an odd weigh-in to the usual',
      kg: 80.2,
      known: weighed([1, 85.5], [2, 80], [3, 80.4]),
      over: {},
      isAsked: false,
    },
    { name: 'the first weigh-in ever', kg: 86, known: [], over: {}, isAsked: false },
    {
      name: 'the first ever, far from the dry weight',
      kg: 90,
      known: [],
      over: { dryWeightKg: 80 },
      isAsked: false,
    },
  ])('$name: $isAsked', ({ kg, known, over, isAsked }) => {
    expect(ask(kg, known, over) !== null).toBe(isAsked);
  });
});

describe("a housemate's weight", () => {
  const two = { householdKg: [62] };

  test('is asked, without telling what the housemate weighs', () => {
    expect(ask(62.6, usual, two)).toBe(
      '62.6 kg is near the weight of somebody who shares the scale, and 17.4 kg from the usual 80 kg (last Thu 19 Nov): another person?',
    );
  });

  test.each([
    { name: 'after a gap', kg: 62.6, known: weighed([6, 80]), over: two, isAsked: true },
    { name: 'not so near', kg: 64.6, known: weighed([6, 80]), over: two, isAsked: false },
    {
      name: 'after a gap, 9 kg from the own',
      kg: 62.6,
      known: weighed([6, 71.6]),
      over: two,
      isAsked: false,
    },
    {
      name: 'two people of nearly one weight',
      kg: 82.2,
      known: weighed([1, 78.8]),
      over: { householdKg: [82] },
      isAsked: false,
    },
    {
      name: 'against the dry weight alone',
      kg: 62.6,
      known: [],
      over: { ...two, dryWeightKg: 80 },
      isAsked: true,
    },
    { name: 'nothing known of the own weight', kg: 62.6, known: [], over: two, isAsked: false },
  ])('$name: $isAsked', ({ kg, known, over, isAsked }) => {
    expect(ask(kg, known, over) !== null).toBe(isAsked);
  });
});

test.each([
  { name: 'a person accepted as much the day before', kg: 177, known: weighed([1, 176.4], [2, 80], [3, 80]) },
  { name: 'a normal day', kg: 80.9, known: usual },
  { name: 'a real gain of 5 kg over a gap', kg: 85, known: weighed([5, 80]) },
])('nothing is odd: $name', ({ kg, known }) => {
  expect(ask(kg, known, { householdKg: [177, 85, 81] })).toBeNull();
});
