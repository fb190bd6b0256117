import type { Tally } from './tally.ts';

/** Mean squared difference of probability and outcome. Null of nothing. */
export const brier = ({ score, weight, events, total }: Tally): number | null => {
  if (total === 0) return null;
  let sum = 0;
  for (let i = 0; i < score.length; i += 1) {
    const p = score[i] as number;
    const here = events[i] as number;
    sum += here * (1 - p) ** 2 + ((weight[i] as number) - here) * p ** 2;
  }
  return sum / total;
};
