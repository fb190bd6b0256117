import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentileRanks } from '../../src/risk/percentile-ranks.ts';

describe('percentile ranks', () => {
  test.each([
    { values: [], ranks: [] },
    { values: [7], ranks: [50] },
    { values: [1, 2, 3, 4], ranks: [12.5, 37.5, 62.5, 87.5] },
    { values: [4, 1, 3, 2], ranks: [87.5, 12.5, 62.5, 37.5] },
    { values: [0, 0, 0, 5], ranks: [37.5, 37.5, 37.5, 87.5] },
    { values: [null, null, null, -2], ranks: [null, null, null, 87.5] },
    { values: [null, null], ranks: [null, null] },
  ])('of $values are $ranks', ({ values, ranks }) => {
    expect(percentileRanks(values)).toEqual(ranks);
  });

  test('never put a lower value above a higher one, and average 50 where all are known', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 50 }), values => {
        const ranks = percentileRanks(values).map(rank => rank ?? Number.NaN);
        expect(ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length).toBeCloseTo(50, 9);
        for (const [i, a] of values.entries())
          for (const [j, b] of values.entries())
            expect(Math.sign((ranks[i] as number) - (ranks[j] as number))).toBe(Math.sign(a - b));
      }),
    );
  });
});
