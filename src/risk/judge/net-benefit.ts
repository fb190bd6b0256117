import { captureAt } from './capture.ts';
import type { Tally } from './tally.ts';

const worth = (found: number, others: number, threshold: number): number =>
  found - (others * threshold) / (1 - threshold);

/**
 * Net benefit an encounter when there is room for a share of them, the highest: true positives − false positives × odds of
 * the threshold, over all (Vickers 2006; with a capacity: PMC10018264). `threshold` is the probability from which on
 * somebody is worth a place. Null of nothing or without odds.
 */
export const netBenefitAt = (tally: Tally, share: number, threshold: number): number | null => {
  const { listed, precision } = captureAt(tally, share);
  if (precision === null || !(threshold > 0 && threshold < 1)) return null;
  return worth(listed * precision, listed * (1 - precision), threshold) / tally.total;
};

/** The net benefit of as many places given by chance. */
export const netBenefitByChance = (tally: Tally, share: number, threshold: number): number | null => {
  const { listed } = captureAt(tally, share);
  if (listed === 0 || !(threshold > 0 && threshold < 1)) return null;
  const rate = tally.totalEvents / tally.total;
  return worth(listed * rate, listed * (1 - rate), threshold) / tally.total;
};
