const firstMs = 1_000;
const longestMs = 60_000;
const quietMs = 2 * longestMs;

/**
 * How long to wait before the next try: a second, then twice as long each time, up to a minute; after two quiet
 * minutes a second again. Up to half of it is left off at random, so that many do not come back at once.
 */
export const createBackOff = (random: () => number = Math.random): ((now: number) => number) => {
  let tries = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  return now => {
    tries = now - lastAt > quietMs ? 0 : tries + 1;
    lastAt = now;
    return Math.min(longestMs, firstMs * 2 ** tries) * (1 - random() / 2);
  };
};
