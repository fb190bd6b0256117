import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auroc } from '../../../src/risk/judge/auroc.ts';
import { averagePrecision } from '../../../src/risk/judge/average-precision.ts';
import { captureAt, cutAt, listedBy } from '../../../src/risk/judge/capture.ts';
import { drawnTally, type Row, tally } from './build.ts';

/** The definition itself: every pair of one readmitted and one not. */
const pairsWon = (rows: readonly Row[]): number | null => {
  const pairs = rows
    .filter(([, y]) => y === 1)
    .flatMap(([a]) => rows.filter(([, y]) => y === 0).map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return pairs.length === 0 ? null : pairs.reduce<number>((sum, won) => sum + won, 0) / pairs.length;
};

const someRows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom<0 | 1>(0, 1)), {
  minLength: 1,
  maxLength: 30,
});

describe('AUROC', () => {
  test.each<[string, readonly Row[], number | null]>([
    [
      'all readmitted above',
      [
        [0.9, 1],
        [0.8, 1],
        [0.1, 0],
      ],
      1,
    ],
    [
      'all below',
      [
        [0.9, 0],
        [0.1, 1],
      ],
      0,
    ],
    [
      'equal scores count half',
      [
        [0.5, 1],
        [0.5, 0],
      ],
      0.5,
    ],
    // pairs: 3 over 2, 3 over 1, 1 under 2, 1 equal to 1
    [
      '2.5 of 4 pairs',
      [
        [3, 1],
        [2, 0],
        [1, 1],
        [1, 0],
      ],
      2.5 / 4,
    ],
    [
      'one outcome only',
      [
        [0.5, 1],
        [0.4, 1],
      ],
      null,
    ],
  ])('%s', (_, rows, expected) => {
    expect(auroc(tally(...rows))).toBe(expected);
  });

  test('is the share of pairs won, whatever the ties and the order of the rows', () => {
    fc.assert(
      fc.property(someRows, rows => {
        const expected = pairsWon(rows);
        const value = auroc(tally(...rows));
        if (expected === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(expected, 12);
        expect(auroc(tally(...rows.toReversed()))).toBe(value);
      }),
    );
  });
});

describe('average precision', () => {
  test.each<[string, readonly Row[], number | null]>([
    [
      'a perfect ranking',
      [
        [3, 1],
        [2, 1],
        [1, 0],
      ],
      1,
    ],
    // found at places 1 and 3: (1/1 + 2/3) / 2
    [
      'hits at places 1 and 3',
      [
        [4, 1],
        [3, 0],
        [2, 1],
        [1, 0],
      ],
      (1 + 2 / 3) / 2,
    ],
    // all four on one step: the base rate
    [
      'one score for all',
      [
        [1, 1],
        [1, 0],
        [1, 0],
        [1, 0],
      ],
      0.25,
    ],
    // 2 and 2 together: precision 1/2 there for half of the recall, then 2/3
    [
      'a tie at the top',
      [
        [2, 1],
        [2, 0],
        [1, 1],
      ],
      0.5 / 2 + 2 / 3 / 2,
    ],
    ['nobody readmitted', [[1, 0]], null],
  ])('%s', (_, rows, expected) => {
    const value = averagePrecision(tally(...rows));
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected, 12);
  });
});

describe('the top of the list', () => {
  const ten: readonly Row[] = [
    [10, 1],
    [9, 1],
    [8, 0],
    [7, 0],
    [6, 1],
    [5, 0],
    [4, 0],
    [3, 0],
    [2, 0],
    [1, 1],
  ];

  test('holds what it holds: two of the four readmitted in a fifth', () => {
    expect(captureAt(tally(...ten), 0.2)).toEqual({ listed: 2, capture: 0.5, precision: 1, lift: 2.5 });
  });

  test('is rounded up to whole encounters', () => {
    expect(captureAt(tally(...ten), 0.11).listed).toBe(2);
    expect(captureAt(tally(...ten), 0.3).listed).toBe(3);
    expect(captureAt(tally(...Array.from({ length: 100 }, (_, i): Row => [i, 0])), 0.07).listed).toBe(7);
  });

  test('takes of equal scores the expected number, in whatever order they stand', () => {
    const tied: readonly Row[] = [
      [2, 1],
      [1, 1],
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 0],
    ];
    // three of six: the 2, and two of the four with 1, of which a quarter is readmitted
    const expected = { listed: 3, capture: 0.75, precision: 0.5, lift: 1.5 };
    expect(captureAt(tally(...tied), 0.5)).toEqual(expected);
    expect(captureAt(tally(...tied.toReversed()), 0.5)).toEqual(expected);
  });

  test('has no capture without readmitted, and nothing of nothing', () => {
    expect(captureAt(tally([1, 0], [2, 0]), 0.5)).toEqual({
      listed: 1,
      capture: null,
      precision: 0,
      lift: null,
    });
    expect(captureAt(drawnTally([[1, 1]], [0]), 0.5)).toEqual({
      listed: 0,
      capture: null,
      precision: null,
      lift: null,
    });
  });

  test('a cut lists in any group those above it, and of the equal ones the same share', () => {
    const cut = cutAt(tally([2, 1], [1, 1], [1, 0], [1, 0], [1, 0], [0, 0]), 0.5);
    expect(cut).toEqual({ score: 1, ofEqual: 0.5, listed: 3 });
    expect(listedBy(tally([1, 1], [1, 0], [0, 1]), { score: 1, ofEqual: 0.5 })).toEqual({
      listed: 1,
      found: 0.5,
    });
  });
});

test('who is drawn twice counts as two, who is not drawn as none', () => {
  fc.assert(
    fc.property(
      someRows,
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 30, maxLength: 30 }),
      (rows, times) => {
        const copied = rows.flatMap((row, i) => Array<Row>(times[i] ?? 0).fill(row));
        fc.pre(copied.length > 0);
        const [drawn, plain] = [drawnTally(rows, times), tally(...copied)];
        const near = (a: number | null, b: number | null) =>
          b === null ? expect(a).toBeNull() : expect(a).toBeCloseTo(b, 12);
        near(auroc(drawn), auroc(plain));
        near(averagePrecision(drawn), averagePrecision(plain));
        near(captureAt(drawn, 0.3).precision, captureAt(plain, 0.3).precision);
      },
    ),
  );
});
