export type Random = {
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  readonly whole: (low: number, high: number) => number;
  readonly normal: (mean?: number, sd?: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  readonly weighted: <T>(items: readonly (readonly [item: T, weight: number])[]) => T;
};

const hashesOf = (key: string): (() => number) => {
  let h = 1779033703 ^ key.length;
  for (let i = 0; i < key.length; i += 1) {
    h = Math.imul(h ^ key.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h | 0;
  };
};

const sfc32 = () => {
  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  const start = (first: number, second: number, third: number) => {
    a = first;
    b = second;
    c = third;
    counter = 1;
    for (let i = 0; i < 12; i += 1) next();
  };
  return { next, start };
};

const itemAt = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};

const drawing = (next: () => number): Random => {
  const between = (low: number, high: number) => low + (high - low) * next();
  return {
    next,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    normal: (mean = 0, sd = 1) =>
      mean + sd * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: probability => next() < probability,
    pick: items => itemAt(items, Math.floor(next() * items.length)),
    weighted: items => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      const found = items.findIndex(([, weight]) => {
        left -= weight;
        return left < 0;
      });
      return itemAt(items, found < 0 ? items.length - 1 : found)[0];
    },
  };
};

/** The same key gives the same numbers; different keys are independent of each other. */
export const randomOf = (key: string): Random => {
  const hash = hashesOf(key);
  const { next, start } = sfc32();
  start(hash(), hash(), hash());
  return drawing(next);
};

export type Dice = (day: number, purpose: number) => Random;

/**
 * Random numbers by day and purpose, without a key to hash each time: the same pair gives the same numbers. There is
 * one `Random` to all of them, so draw what one pair gives before asking for the next.
 */
export const diceOf = (key: string): Dice => {
  const hash = hashesOf(key);
  const [a, b, c] = [hash(), hash(), hash()];
  const { next, start } = sfc32();
  const random = drawing(next);
  return (day, purpose) => {
    start(a ^ Math.imul(day, 0x9e3779b1), b ^ Math.imul(purpose + 1, 0x85ebca6b), c);
    return random;
  };
};
