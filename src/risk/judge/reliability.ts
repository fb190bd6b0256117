import type { Tally } from './tally.ts';

/** Encounters of neighbouring probabilities: their mean probability and the share that was readmitted. */
export type ReliabilityBin = { readonly n: number; readonly predicted: number; readonly observed: number };

const usualBins = 10;

/**
 * Equally many encounters a bin, lowest probabilities first. Equal probabilities across the edge of a bin are divided in
 * proportion, events too, so no order among them matters.
 */
export const reliabilityBins = (
  { score, weight, events, total }: Tally,
  count = usualBins,
): readonly ReliabilityBin[] => {
  const room = total / count;
  const sums = Array.from({ length: total === 0 ? 0 : count }, () => ({ n: 0, predicted: 0, observed: 0 }));
  let [bin, left] = [0, room];
  for (let i = score.length - 1; i >= 0; i -= 1) {
    const rate = (events[i] as number) / (weight[i] as number);
    for (let rest = weight[i] as number; rest > 0; ) {
      const sum = sums[Math.min(bin, count - 1)];
      const taken = bin < count - 1 ? Math.min(rest, left) : rest;
      if (!sum) break;
      sum.n += taken;
      sum.predicted += taken * (score[i] as number);
      sum.observed += taken * rate;
      rest -= taken;
      left -= taken;
      if (left <= room * 1e-9) [bin, left] = [bin + 1, room];
    }
  }
  return sums.map(({ n, predicted, observed }) => ({ n, predicted: predicted / n, observed: observed / n }));
};

/** Expected calibration error: |predicted − observed| of the bins, weighed by their size. Null of nothing. */
export const calibrationError = (tally: Tally): number | null => {
  if (tally.total === 0) return null;
  const off = reliabilityBins(tally).reduce((sum, b) => sum + b.n * Math.abs(b.predicted - b.observed), 0);
  return off / tally.total;
};
