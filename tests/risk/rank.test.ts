import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutsOf } from '../../src/risk/cuts.ts';
import { changeCohort, rankPanel, type Scored } from '../../src/risk/rank.ts';

const scoredAs = (patientId: string, value: number): Scored => ({
  patientId,
  value,
  mayEnter: value > 0,
  parts: null,
});
const panelOf = (...values: number[]): Scored[] =>
  values.map((value, i) => scoredAs(`pat_${String(i).padStart(3, '0')}`, value));
const cuts = (outOf: number) => cutsOf({ percents: [5, 10], capacity: null }, outOf);
const rankAll = (panel: readonly Scored[]) => rankPanel(panel, cuts);

const scored = fc.uniqueArray(
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 6 }))
    .map(([patientId, value]) => scoredAs(patientId, value)),
  { selector: s => s.patientId, maxLength: 80 },
);

describe('a panel', () => {
  test('is ranked by value, highest first, ties by patient id', () => {
    const panel = [scoredAs('c', 1), scoredAs('b', 3), scoredAs('a', 1)];
    expect(rankAll(panel).map(r => [r.patientId, r.rank, r.outOf])).toEqual([
      ['b', 1, 3],
      ['a', 2, 3],
      ['c', 3, 3],
    ]);
  });

  test.each([
    [1, 1, 1],
    [10, 1, 1],
    [19, 1, 2],
    [20, 1, 2],
    [21, 2, 3],
    // 0.05 × 140 is 7.000000000000001 in floating point
    [140, 7, 14],
    [180, 9, 18],
    [1000, 50, 100],
  ])('of %i has %i in the highest tier and %i in the first two', (count, highest, both) => {
    const tiers = rankAll(panelOf(...Array(count).fill(1))).map(r => r.tier);
    expect(tiers.filter(tier => tier === 'highest')).toHaveLength(highest);
    expect(tiers.filter(tier => tier !== 'rest')).toHaveLength(both);
    expect(cuts(count)).toEqual({ enterWithin: highest, leaveBeyond: both });
  });

  test('says of each what share has a lower value: the same for equal values', () => {
    expect(rankAll(panelOf(2, 0, 1, 0)).map(r => [r.value, r.aboveShare])).toEqual([
      [2, 0.75],
      [1, 0.5],
      [0, 0],
      [0, 0],
    ]);
  });

  test('of nobody is empty', () => {
    expect(rankAll([])).toEqual([]);
  });

  test('is ranked alike in whatever order it comes', () => {
    fc.assert(
      fc.property(scored, fc.integer(), (panel, seed) => {
        const shuffled = panel.toSorted(
          (a, b) => ((a.patientId.length * seed) % 7) - (b.patientId.length % 7),
        );
        expect(rankAll(shuffled)).toEqual(rankAll(panel));
      }),
    );
  });

  test('ranks everybody once, from 1 on, and never a lower value first', () => {
    fc.assert(
      fc.property(scored, panel => {
        const ranked = rankAll(panel);
        expect(ranked.map(r => r.rank)).toEqual(panel.map((_, i) => i + 1));
        for (const [i, one] of ranked.entries()) {
          expect(one.value).toBeGreaterThanOrEqual(ranked[i + 1]?.value ?? 0);
          expect(one.aboveShare).toBe(panel.filter(p => p.value < one.value).length / panel.length);
        }
      }),
    );
  });
});

describe('the cohort', () => {
  const members = (panel: readonly Scored[], before: readonly string[]) => {
    const ranked = rankAll(panel);
    const { enters, stays, leaves } = changeCohort(ranked, new Set(before), cuts(ranked.length));
    return { enters, stays, leaves, after: [...stays, ...enters] };
  };
  // of 40 patients two enter and four may stay
  const ranked40 = panelOf(...Array.from({ length: 40 }, (_, i) => 40 - i));
  const id = (rank: number) => `pat_${String(rank - 1).padStart(3, '0')}`;

  test('is entered within the first 5 %', () => {
    expect(members(ranked40, []).enters).toEqual([id(1), id(2)]);
  });
  test('is kept up to 10 %, and not entered there', () => {
    expect(members(ranked40, [id(3), id(4)])).toMatchObject({
      enters: [id(1), id(2)],
      stays: [id(3), id(4)],
      leaves: [],
    });
  });
  test('is left beyond 10 %', () => {
    expect(members(ranked40, [id(5)])).toMatchObject({ stays: [], leaves: [id(5)] });
  });
  test('is left by who is ranked no longer', () => {
    expect(members(ranked40, ['pat_gone']).leaves).toEqual(['pat_gone']);
  });
  test('takes nobody with a value of 0, and keeps nobody', () => {
    expect(members(panelOf(...Array(40).fill(0)), [])).toMatchObject({ enters: [] });
    expect(members(panelOf(...Array(40).fill(0)), [id(1)])).toMatchObject({ stays: [], leaves: [id(1)] });
  });

  test('nobody is in two of the three lists, and all members are in one', () => {
    fc.assert(
      fc.property(scored, fc.array(fc.string({ minLength: 1, maxLength: 4 })), (panel, before) => {
        const { enters, stays, leaves } = members(panel, before);
        expect([...stays, ...leaves].toSorted()).toEqual([...new Set(before)].toSorted());
        expect(enters.filter(e => before.includes(e))).toEqual([]);
      }),
    );
  });

  test('membership never changes while the rank stays between the two bounds, however it moves there', () => {
    const count = 60;
    const { enterWithin, leaveBeyond } = cuts(count);
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.integer({ min: enterWithin + 1, max: leaveBeyond }), { minLength: 1, maxLength: 30 }),
        (isMember, ranks) => {
          let cohort: readonly string[] = isMember ? ['x'] : [];
          for (const rank of ranks) {
            // the others keep their order; x is put where the walk says
            const values = panelOf(...Array.from({ length: count - 1 }, (_, i) => 2 * (count - i)));
            const panel = [...values, scoredAs('x', 2 * (count - rank + 1) + 1)];
            expect(rankAll(panel).find(r => r.patientId === 'x')?.rank).toBe(rank);
            cohort = members(panel, cohort).after;
            expect(cohort.includes('x')).toBe(isMember);
          }
        },
      ),
    );
  });

  test('settled once, it is settled: the same ranking again changes nothing', () => {
    fc.assert(
      fc.property(scored, fc.array(fc.string({ minLength: 1, maxLength: 4 })), (panel, before) => {
        const { after } = members(panel, before);
        const again = members(panel, after);
        expect(again.enters).toEqual([]);
        expect(again.leaves).toEqual([]);
      }),
    );
  });
});
