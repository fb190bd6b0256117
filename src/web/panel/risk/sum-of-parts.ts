import type { RiskScoreBody } from '../../../contract/risk.ts';

export type Part = RiskScoreBody['parts'][number];

const mostShown = 6;

/** Terms that say nothing of the patient: where everybody starts, and what stable patients vary by. */
const fixedIds: ReadonlySet<string> = new Set(['base', 'ordinary']);

export const isFixed = ({ id }: Pick<Part, 'id'>): boolean => fixedIds.has(id);

/** A score as few lines that add up to `total` as they are shown, to two decimals. */
export type SumOfParts = {
  readonly largest: readonly Part[];
  /** all other parts; their points take up what rounding the lines moved */
  readonly smaller: { readonly count: number; readonly points: number };
  readonly fixed: readonly Part[];
  readonly total: number;
};

/** As `signed` rounds. */
const hundredths = (value: number): number => Math.round(100 * Number(value.toFixed(2)));

const shownSum = (parts: readonly Part[]): number =>
  parts.reduce((sum, { points }) => sum + hundredths(points), 0);

export const sumOfParts = (parts: readonly Part[], total: number): SumOfParts => {
  const fixed = parts.filter(isFixed);
  const bySize = parts
    .filter(part => !isFixed(part) && part.points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const largest = bySize.slice(0, mostShown);
  const left = hundredths(total) - shownSum(largest) - shownSum(fixed);
  return { largest, smaller: { count: bySize.length - largest.length, points: left / 100 }, fixed, total };
};
