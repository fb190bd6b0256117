import type { Tally } from './tally.ts';

/**
 * Area under the precision-recall curve as average precision: the precision at each distinct score, weighed by the recall
 * it adds, without interpolation. Null without events.
 */
export const averagePrecision = ({ weight, events, totalEvents }: Tally): number | null => {
  if (totalEvents === 0) return null;
  let [listed, found, sum] = [0, 0, 0];
  for (let i = 0; i < weight.length; i += 1) {
    const here = events[i] as number;
    listed += weight[i] as number;
    found += here;
    if (here > 0) sum += here * (found / listed);
  }
  return sum / totalEvents;
};
