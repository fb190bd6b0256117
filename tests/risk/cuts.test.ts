import { describe, expect, test } from 'vitest';
import { cutNames, cutsOf } from '../../src/risk/cuts.ts';

describe('where a ranking is cut', () => {
  test.each([
    { percents: [5, 10], capacity: null, outOf: 200, cuts: [10, 20] },
    { percents: [5, 10], capacity: null, outOf: 201, cuts: [11, 21] },
    { percents: [2, 8], capacity: null, outOf: 100, cuts: [2, 8] },
    { percents: [5, 10], capacity: null, outOf: 0, cuts: [0, 0] },
    { percents: [5, 10], capacity: 40, outOf: 1_000, cuts: [40, 80] },
    { percents: [5, 15], capacity: 40, outOf: 1_000, cuts: [40, 120] },
    { percents: [8, 10], capacity: 3, outOf: 1_000, cuts: [3, 4] },
    { percents: [5, 10], capacity: 40, outOf: 60, cuts: [40, 60] },
    { percents: [5, 10], capacity: 40, outOf: 12, cuts: [12, 12] },
  ] as const)(
    'at $percents %, capacity $capacity, of $outOf: $cuts',
    ({ percents, capacity, outOf, cuts }) => {
      const { enterWithin, leaveBeyond } = cutsOf({ percents, capacity }, outOf);
      expect([enterWithin, leaveBeyond]).toEqual(cuts);
    },
  );

  test.each([
    [null, { entered: 'highest 5 %', stayed: 'highest 10 %' }],
    [40, { entered: 'first 40', stayed: 'first 80' }],
  ])('with capacity %s is named %j', (capacity, names) => {
    expect(cutNames({ percents: [5, 10], capacity })).toEqual(names);
  });
});
