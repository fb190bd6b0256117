import { describe, expect, test } from 'vitest';
import { decilesOf, judgeBurden } from '../../../src/risk/judge/burden.ts';
import { cohortOf } from '../../../src/risk/judge/cohort.ts';
import { judgeSubgroups } from '../../../src/risk/judge/subgroups.ts';

const noDraws = (patients: number) => ({ patients, draws: 0, seed: 1 });

describe('subgroups', () => {
  // a: readmitted 0.9, not 0.5 and 0.2; b: not 0.8, readmitted 0.5
  const rows = [
    ['a', 0.9, 1],
    ['a', 0.5, 0],
    ['a', 0.2, 0],
    ['b', 0.8, 0],
    ['b', 0.5, 1],
  ] as const;
  const cohort = cohortOf(rows.map(([, , label], i) => ({ patient: `patient ${i === 1 ? 0 : i}`, label })));
  const judged = () =>
    judgeSubgroups(
      cohort,
      { scores: Float64Array.from(rows, r => r[1]), groups: rows.map(r => r[0]), share: 0.6 },
      noDraws(cohort.patients),
    );

  test('are counted, and ranked among themselves', async () => {
    const [a, b] = await judged();
    expect([a?.name, a?.n, a?.patients, a?.events]).toEqual(['a', 3, 2, 1]);
    expect([b?.name, b?.n, b?.patients, b?.events]).toEqual(['b', 2, 2, 1]);
    expect([a?.figures.auroc.value, b?.figures.auroc.value]).toEqual([1, 0]);
  });

  test('are listed by the list of the whole cohort: three of five, of the two with 0.5 one', async () => {
    const [a, b] = await judged();
    expect(a?.figures.flagged.value).toBeCloseTo(1.5 / 3, 12);
    expect(b?.figures.flagged.value).toBeCloseTo(1.5 / 2, 12);
    expect(a?.figures.capture.value).toBe(1);
    expect(b?.figures.capture.value).toBe(0.5);
    expect(b?.figures.precision.value).toBeCloseTo(0.5 / 1.5, 12);
  });

  test('have their own calibration in the large', async () => {
    const [a, b] = await judged();
    expect(a?.figures.observedToExpected.value).toBeCloseTo(1 / 1.6, 12);
    expect(b?.figures.observedToExpected.value).toBeCloseTo(1 / 1.3, 12);
  });

  test('stand in the order of their names, numbers as numbers', async () => {
    const groups = ['100–109', '90–99', 'not known', '5–9', '90–99'];
    const scores = Float64Array.from(rows, r => r[1]);
    const found = await judgeSubgroups(cohort, { scores, groups, share: 0.5 }, noDraws(cohort.patients));
    expect(found.map(g => g.name)).toEqual(['5–9', '90–99', '100–109', 'not known']);
  });
});

describe('illness at equal score', () => {
  test('tenths hold equally many; equal scores are never parted', () => {
    expect([...decilesOf(Float64Array.from({ length: 20 }, (_, i) => 19 - i))]).toEqual(
      Array.from({ length: 20 }, (_, i) => Math.floor((19 - i) / 2)),
    );
    // nineteen equal: all in the tenth of their middle
    expect(new Set(decilesOf(Float64Array.from({ length: 20 }, (_, i) => (i === 0 ? 1 : 0))))).toEqual(
      new Set([9, 4]),
    );
  });

  /** Two tenths are used: ten encounters with a low score, ten with a high one. */
  const burdenOf = (illness: (group: string, high: boolean) => number, draws = 0) => {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      high: i >= 10,
      group: i % 2 === 0 ? 'even' : 'odd',
    }));
    const cohort = cohortOf(rows.map((_, i) => ({ patient: `${i}`, label: 0 })));
    const scores = Float64Array.from(rows, r => (r.high ? 0.9 : 0.1));
    const ill = Float64Array.from(rows, r => illness(r.group, r.high));
    return judgeBurden(
      cohort,
      { scores, illness: ill, groups: rows.map(r => r.group) },
      { patients: cohort.patients, draws, seed: 1 },
    );
  };

  test('a group that is more ill at every score is told so', async () => {
    const [even, odd] = await burdenOf((group, high) => (high ? 5 : 1) + (group === 'odd' ? 2 : 0));
    expect(even?.n).toBe(10);
    expect(even?.excess.value).toBeCloseTo(-1, 12);
    expect(odd?.excess.value).toBeCloseTo(1, 12);
    expect(odd?.meanByDecile.filter(mean => mean !== null)).toEqual([3, 7]);
  });

  test('a group that is more ill only because it scores higher is not', async () => {
    const rows = [
      ...Array.from({ length: 8 }, () => ({ group: 'high', score: 0.9 })),
      ...Array.from({ length: 2 }, () => ({ group: 'high', score: 0.1 })),
      ...Array.from({ length: 8 }, () => ({ group: 'low', score: 0.1 })),
      ...Array.from({ length: 2 }, () => ({ group: 'low', score: 0.9 })),
    ];
    const cohort = cohortOf(rows.map((_, i) => ({ patient: `${i}`, label: 0 })));
    const scores = Float64Array.from(rows, r => r.score);
    const illness = Float64Array.from(rows, r => 10 * r.score);
    const groups = rows.map(r => r.group);
    const burden = await judgeBurden(cohort, { scores, illness, groups }, noDraws(cohort.patients));
    for (const { excess } of burden) expect(excess.value).toBeCloseTo(0, 12);
  });

  test('has an interval over redrawn patients', async () => {
    const [even] = await burdenOf((group, high) => (high ? 5 : 1) + (group === 'odd' ? 2 : 0), 100);
    const [low, high] = even?.excess.interval ?? [0, 0];
    expect(low).toBeLessThan(-1);
    expect(high).toBeGreaterThan(-1);
    expect(high).toBeLessThanOrEqual(0);
  });
});
