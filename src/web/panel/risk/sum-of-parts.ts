import type { RiskScoreBody } from '../../../contract/risk.ts';
import { isFixedPart, isNotKnownPart, isPairPart } from '../../../domain/risk-part.ts';

export type Part = RiskScoreBody['parts'][number];

const mostShown = 6;

/** A score as few lines that add up to `total` as they are shown, to two decimals. */
export type SumOfParts = {
  readonly largest: readonly Part[];
  /** all other parts; their points take up what rounding the lines moved */
  readonly smaller: { readonly count: number; readonly points: number };
  /** what the score was not told, and what all of it adds, in pairs with others too */
  readonly notKnown: { readonly parts: readonly Part[]; readonly points: number };
  readonly fixed: readonly Part[];
  readonly total: number;
};

/** As `signed` rounds. */
const hundredths = (value: number): number => Math.round(100 * Number(value.toFixed(2)));

const shownSum = (parts: readonly Pick<Part, 'points'>[]): number =>
  parts.reduce((sum, { points }) => sum + hundredths(points), 0);

export const sumOfParts = (parts: readonly Part[], total: number): SumOfParts => {
  const fixed = parts.filter(isFixedPart);
  const own = parts.filter(part => !isFixedPart(part));
  const untold = own.filter(isNotKnownPart);
  const notKnown = {
    parts: untold
      .filter(part => !isPairPart(part))
      .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points)),
    points: hundredths(untold.reduce((sum, { points }) => sum + points, 0)) / 100,
  };
  const bySize = own
    .filter(part => !isNotKnownPart(part) && part.points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const largest = bySize.slice(0, mostShown);
  const left = hundredths(total) - shownSum([...largest, ...fixed, notKnown]);
  const smaller = { count: bySize.length - largest.length, points: left / 100 };
  return { largest, smaller, notKnown, fixed, total };
};
