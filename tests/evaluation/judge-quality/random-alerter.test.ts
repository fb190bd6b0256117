import { expect, test } from 'vitest';
import { dayMs } from '../../../src/domain/local-day.ts';
import { randomAlerter } from '../../../src/evaluation/judge-quality/random-alerter.ts';

const observed = (days: number, onsetDay: number, outcomeDay: number) => ({
  startAt: 0,
  endAt: days * dayMs,
  truth: [
    { patient: 'P', scenario: 's', onset: onsetDay * dayMs, outcome: outcomeDay * dayMs, clinical: true },
  ],
});

const patients = Array.from({ length: 200 }, () => observed(100, 20, 40));

test('it raises exactly the items asked for, the same for a seed', () => {
  const scores = randomAlerter(patients, 1_000, 7);
  expect(scores.reduce((sum, s) => sum + s.items, 0)).toBe(1_000);
  expect(randomAlerter(patients, 1_000, 7)).toEqual(scores);
  expect(randomAlerter(patients, 1_000, 8)).not.toEqual(scores);
});

test('its items are right as often as events fill the time, and a patient watched twice as long has twice as many', () => {
  const scores = randomAlerter(patients, 10_000, 7);
  const right = scores.reduce((sum, s) => sum + s.truePositiveItems, 0);
  expect(right / 10_000).toBeCloseTo(0.2, 1);
  const [short, long] = randomAlerter([observed(100, 0, 1), observed(200, 0, 1)], 3_000, 7);
  expect((long?.items ?? 0) / (short?.items ?? 1)).toBeCloseTo(2, 0);
});

test('an event without an item in its time is missed', () => {
  const [score] = randomAlerter([observed(100, 20, 40)], 0, 7);
  expect(score?.events).toMatchObject([{ detected: false, leadMs: null }]);
});
