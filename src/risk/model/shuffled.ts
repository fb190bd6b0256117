import { seeded } from '../../domain/seeded.ts';

/** The same items in an order that is the same for the same seed (Fisher–Yates). */
export const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const next = seeded(seed);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(next() * (last + 1));
    [order[last], order[pick]] = [order[pick] as T, order[last] as T];
  }
  return order;
};
