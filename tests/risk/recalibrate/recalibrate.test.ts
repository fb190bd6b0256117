import { describe, expect, test } from 'vitest';
import { countEvents, type Outcome } from '../../../src/risk/recalibrate/outcome.ts';
import { recalibrate } from '../../../src/risk/recalibrate/recalibrate.ts';
import { splitByPatient, splitByTime } from '../../../src/risk/recalibrate/split.ts';
import { outcomesOf, panelOf } from './build.ts';

const redraws = { draws: 30, seed: 1 };
const byTime = (outcomes: readonly Outcome[]) => recalibrate(outcomes, splitByTime(outcomes, 0), redraws);

describe('a recalibration', () => {
  test.each([
    { slope: 0.6, intercept: -0.5 },
    { slope: 1, intercept: 0 },
    { slope: 1.4, intercept: 0.8 },
  ])('finds the true slope and intercept: %j', async truth => {
    const outcomes = outcomesOf(panelOf(truth, 100));
    const { fit, all, check } = await byTime(outcomes);
    expect(fit.slope).toBeCloseTo(truth.slope, 1);
    expect(fit.intercept).toBeCloseTo(truth.intercept, 1);
    expect(all.before.slope.value).toBeCloseTo(fit.slope, 9);
    expect(all.after.slope.value).toBeCloseTo(1, 6);
    expect(all.after.intercept.value).toBeCloseTo(0, 6);
    expect(all.after.observedToExpected.value).toBeCloseTo(1, 6);
    const [low, high] = all.before.slope.interval ?? [1, 0];
    expect(low).toBeLessThan(truth.slope);
    expect(high).toBeGreaterThan(truth.slope);
    expect(check?.judged.n).toBe(630);
    expect(check?.fittedOn.n).toBe(1470);
  });

  test('the check is fitted on the earlier ones and judged on the later ones alone', async () => {
    const [early, late] = [
      panelOf({ slope: 0.5, intercept: 0 }, 70),
      panelOf({ slope: 1, intercept: 0 }, 30),
    ];
    const { fit, check, all } = await byTime(outcomesOf([...early, ...late]));
    expect(check?.fit.slope).toBeCloseTo(0.5, 1);
    expect(check?.judged.before.slope.value).toBeCloseTo(1, 1);
    expect(check?.judged.after.slope.value).toBeCloseTo(2, 0);
    expect(fit.slope).toBeGreaterThan(0.52);
    expect(all.after.slope.value).toBeCloseTo(1, 6);
  });

  const flat = (events: number, others: number, value: (i: number) => number = i => i % 5): Outcome[] =>
    Array.from({ length: events + others }, (_, i) => ({
      patient: i,
      at: i,
      value: value(i),
      event: i < events ? i : null,
    }));

  test('needs 200 events, and says how many are missing', async () => {
    await expect(byTime(flat(199, 900))).rejects.toMatchObject({
      code: 'not-allowed-now',
      message: 'a recalibration needs 200 events: there are 199 in 1099 outcomes, 1 too few',
    });
    const rising = flat(200, 900, i => (i < 200 ? 1 + (i % 5) : i % 5));
    expect((await byTime(rising)).all).toMatchObject({ events: 200, followed: 200 });
  });

  test('counts an admission once, however many scores looked ahead to it', async () => {
    const twice = flat(150, 900).flatMap(o => [o, { ...o, at: o.at + 7 }]);
    expect(countEvents(twice)).toBe(150);
    await expect(byTime(twice)).rejects.toMatchObject({ details: { field: 'events' } });
    const more = flat(200, 900, i => (i < 200 ? 1 + (i % 5) : i % 5)).flatMap(o => [o, o]);
    expect((await byTime(more)).all).toMatchObject({ n: 2200, events: 200, followed: 400 });
  });

  test.each([
    ['ranks the wrong way', flat(300, 900, i => (i < 300 ? -(i % 5) : 3 - (i % 5)))],
    ['is the same for all', flat(300, 900, () => -2)],
    ['has events only', flat(300, 0)],
  ])('refuses a score that %s', async (_, outcomes) => {
    await expect(byTime(outcomes)).rejects.toMatchObject({
      code: 'not-allowed-now',
      details: { field: 'slope' },
    });
  });

  test('says that there is no check where the later ones have no event', async () => {
    const rising = flat(300, 900, i => (i < 300 ? 1 + (i % 5) : i % 5));
    expect((await byTime(rising)).check).toBeNull();
  });
});

describe('a split', () => {
  const ten = Array.from(
    { length: 10 },
    (_, i): Outcome => ({ patient: i, at: 9 - i, value: 0, event: null }),
  );

  test('by time: the later 30 %, and the earlier ones whose outcome was known by then', () => {
    const times = ({ fitted, judged }: ReturnType<typeof splitByTime>) => [
      fitted.map(o => o.at).sort(),
      judged.map(o => o.at).sort(),
    ];
    expect(times(splitByTime(ten, 0))).toEqual([
      [0, 1, 2, 3, 4, 5, 6],
      [7, 8, 9],
    ]);
    expect(times(splitByTime(ten, 3))).toEqual([
      [0, 1, 2, 3],
      [7, 8, 9],
    ]);
  });

  test('by time: what was scored at one instant is not parted', () => {
    const { fitted, judged } = splitByTime(
      ten.map(o => ({ ...o, at: 5 })),
      0,
    );
    expect([fitted.length, judged.length]).toEqual([0, 10]);
  });

  test('by patient: nobody is in both, 7 in 10 are fitted on, and the same seed draws the same', () => {
    const stays = Array.from(
      { length: 300 },
      (_, i): Outcome => ({ patient: i % 100, at: 0, value: i, event: null }),
    );
    const { fitted, judged } = splitByPatient(stays, 3);
    const [a, b] = [new Set(fitted.map(o => o.patient)), new Set(judged.map(o => o.patient))];
    expect([a.size, b.size, [...a].filter(patient => b.has(patient)).length, fitted.length]).toEqual([
      70, 30, 0, 210,
    ]);
    expect(splitByPatient(stays, 3)).toEqual({ fitted, judged });
    expect(splitByPatient(stays, 4)).not.toEqual({ fitted, judged });
  });
});
