import type { Tally } from './tally.ts';

/**
 * The probability that a readmitted encounter scores higher than one that was not; equal scores count half. Null where
 * there is nothing of either kind.
 */
export const auroc = ({ weight, events, total, totalEvents }: Tally): number | null => {
  const others = total - totalEvents;
  if (totalEvents === 0 || others === 0) return null;
  let [above, won] = [0, 0];
  for (let i = 0; i < weight.length; i += 1) {
    const here = events[i] as number;
    won += ((weight[i] as number) - here) * (above + here / 2);
    above += here;
  }
  return won / (totalEvents * others);
};
