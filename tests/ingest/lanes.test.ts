import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lanesOf } from '../../src/ingest/lanes.ts';

const inOrder = (lanes: readonly (readonly number[])[]) => [...lanes].sort(([a], [b]) => (a ?? 0) - (b ?? 0));

test('what has a key in common is in one lane, also by way of a third; what has none is alone', () => {
  expect(inOrder(lanesOf([['a'], ['b'], [], ['c'], ['a'], ['b', 'c'], [], ['d', 'd']]))).toEqual([
    [0, 4],
    [1, 3, 5],
    [2],
    [6],
    [7],
  ]);
  expect(lanesOf([])).toEqual([]);
});

/** By the definition: joined again and again until nothing changes. */
const reference = (keysOf: readonly (readonly string[])[]): number[][] => {
  let lanes = keysOf.map((keys, i) => ({ keys: new Set(keys), of: [i] }));
  for (let changed = true; changed; ) {
    changed = false;
    const next: typeof lanes = [];
    for (const lane of lanes) {
      const met = next.find(one => [...lane.keys].some(key => one.keys.has(key)));
      if (!met) next.push(lane);
      else {
        for (const key of lane.keys) met.keys.add(key);
        met.of.push(...lane.of);
        changed = true;
      }
    }
    lanes = next;
  }
  return lanes.map(({ of }) => of.sort((a, b) => a - b));
};

test('any keys: as by the definition', () => {
  const keys = fc.array(fc.array(fc.constantFrom(...'abcdefghij'), { maxLength: 3 }), { maxLength: 20 });
  fc.assert(
    fc.property(keys, keysOf => {
      expect(inOrder(lanesOf(keysOf))).toEqual(inOrder(reference(keysOf)));
    }),
  );
});
