/**
 * Parts what is in hand into lanes that may be kept side by side: two that have a key in common are in one lane, also by
 * way of a third. Each lane holds indexes in ascending order.
 */
export const lanesOf = (keysOf: readonly (readonly string[])[]): readonly (readonly number[])[] => {
  const lanes = new Set<number[]>();
  const laneOf = new Map<string, number[]>();
  const keysIn = new Map<number[], string[]>();
  const joined = (lane: number[], other: number[]): number[] => {
    if (lane === other) return lane;
    const [into, from] = lane.length >= other.length ? [lane, other] : [other, lane];
    into.push(...from);
    const moved = keysIn.get(from) ?? [];
    for (const key of moved) laneOf.set(key, into);
    keysIn.get(into)?.push(...moved);
    lanes.delete(from);
    return into;
  };
  const add = (index: number, keys: readonly string[]): void => {
    const own: number[] = [index];
    lanes.add(own);
    keysIn.set(own, []);
    let lane = own;
    for (const key of keys) {
      const met = laneOf.get(key);
      if (met) lane = joined(lane, met);
      else {
        laneOf.set(key, lane);
        keysIn.get(lane)?.push(key);
      }
    }
  };
  keysOf.forEach((keys, index) => {
    add(index, keys);
  });
  return [...lanes].map(lane => lane.sort((a, b) => a - b));
};
