import { describe, expect, test } from 'vitest';
import { brier } from '../../../src/risk/judge/brier.ts';
import { calibrationOf, logitOf, observedToExpected } from '../../../src/risk/judge/calibration.ts';
import { netBenefitAt, netBenefitByChance } from '../../../src/risk/judge/net-benefit.ts';
import { calibrationError, reliabilityBins } from '../../../src/risk/judge/reliability.ts';
import { drawnTally, type Row, tally } from './build.ts';

const times = (n: number, row: Row): Row[] => Array<Row>(n).fill(row);
/** so many of a hundred with one probability */
const hundred = (p: number, readmitted: number): Row[] => [
  ...times(readmitted, [p, 1]),
  ...times(100 - readmitted, [p, 0]),
];

test('Brier: the mean square of what was missed', () => {
  expect(brier(tally([0.8, 1], [0.3, 0], [0.3, 1], [0, 0]))).toBeCloseTo((0.04 + 0.09 + 0.49) / 4, 12);
  expect(brier(drawnTally([[0.5, 1]], [0]))).toBeNull();
});

describe('calibration', () => {
  test('probabilities that come true have slope 1 and intercept 0', () => {
    const fit = calibrationOf(tally(...hundred(0.1, 10), ...hundred(0.3, 30), ...hundred(0.6, 60)));
    expect(fit?.slope).toBeCloseTo(1, 8);
    expect(fit?.intercept).toBeCloseTo(0, 8);
  });

  test('two probabilities fix the line: through the logits of what came of them', () => {
    // 10 % came as 20 %, 50 % as 40 %
    const fit = calibrationOf(tally(...hundred(0.1, 20), ...hundred(0.5, 40)));
    const slope = (logitOf(0.4) - logitOf(0.2)) / (logitOf(0.5) - logitOf(0.1));
    expect(fit?.slope).toBeCloseTo(slope, 8);
    expect(fit?.intercept).toBeCloseTo(logitOf(0.4), 8);
  });

  test('far too extreme probabilities still find their line', () => {
    const fit = calibrationOf(tally(...hundred(1e-6, 40), ...hundred(1 - 1e-6, 60)));
    expect(fit?.slope).toBeCloseTo(logitOf(0.6) / logitOf(1 - 1e-6), 8);
    expect(fit?.intercept).toBeCloseTo(0, 8);
  });

  test.each<[string, readonly Row[]]>([
    [
      'one outcome only',
      [
        [0.2, 0],
        [0.4, 0],
      ],
    ],
    ['one probability only', hundred(0.3, 20)],
    [
      'outcomes that the probability separates',
      [
        [0.1, 0],
        [0.2, 0],
        [0.7, 1],
        [0.9, 1],
      ],
    ],
  ])('there is no line through %s', (_, rows) => {
    expect(calibrationOf(tally(...rows))).toBeNull();
  });

  test('probabilities of 0 and 1 have a place', () => {
    const fit = calibrationOf(tally(...hundred(0, 10), ...hundred(1, 90)));
    expect(fit?.slope).toBeGreaterThan(0);
  });

  test('in the large: so many for each that was expected', () => {
    expect(observedToExpected(tally(...hundred(0.1, 20)))).toBeCloseTo(2, 12);
    expect(observedToExpected(tally([0, 1]))).toBeNull();
  });
});

describe('reliability', () => {
  test('bins hold equally many, the lowest probabilities first', () => {
    const rows = Array.from({ length: 20 }, (_, i): Row => [i / 20, i >= 10 ? 1 : 0]);
    const bins = reliabilityBins(tally(...rows));
    expect(bins.map(b => b.n)).toEqual(Array(10).fill(2));
    expect(bins.map(b => b.observed)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(bins[1]?.predicted).toBeCloseTo(0.125, 12);
  });

  test('equal probabilities across an edge are divided in proportion, in whatever order they stand', () => {
    const rows: Row[] = [[0.1, 0], ...times(2, [0.2, 1]), ...times(2, [0.2, 0]), [0.9, 1]];
    const expected = [
      { n: 3, predicted: 0.5 / 3, observed: 1 / 3 },
      { n: 3, predicted: 1.3 / 3, observed: 2 / 3 },
    ];
    for (const order of [rows, rows.toReversed()]) {
      reliabilityBins(tally(...order), 2).forEach((bin, i) => {
        for (const key of ['n', 'predicted', 'observed'] as const)
          expect(bin[key]).toBeCloseTo(expected[i]?.[key] ?? Number.NaN, 12);
      });
    }
  });

  test('bins that do not divide the encounters share them', () => {
    const rows = Array.from({ length: 7 }, (_, i): Row => [i / 7, 0]);
    const bins = reliabilityBins(tally(...rows), 3);
    expect(bins).toHaveLength(3);
    for (const { n } of bins) expect(n).toBeCloseTo(7 / 3, 12);
  });

  test('the calibration error is the mean gap of the bins', () => {
    expect(calibrationError(tally(...hundred(0.1, 20), ...hundred(0.5, 50)))).toBeCloseTo(0.05, 12);
    expect(calibrationError(drawnTally([[0.1, 1]], [0]))).toBeNull();
  });
});

describe('net benefit under a capacity', () => {
  const rows: Row[] = [[0.5, 1], [0.4, 0], ...times(8, [0.1, 0] as Row)];

  test('true positives less false positives at the odds of the threshold, over all', () => {
    // one of each on the list of two; odds of 20 % are 1 to 4
    expect(netBenefitAt(tally(...rows), 0.2, 0.2)).toBeCloseTo((1 - 0.25) / 10, 12);
  });

  test('the same places by chance catch the base rate', () => {
    expect(netBenefitByChance(tally(...rows), 0.2, 0.2)).toBeCloseTo((0.2 - 1.8 * 0.25) / 10, 12);
  });

  test('a threshold of 0 or 1 has no odds', () => {
    expect(netBenefitAt(tally(...rows), 0.2, 1)).toBeNull();
    expect(netBenefitByChance(tally(...rows), 0.2, 0)).toBeNull();
  });
});
