export type Span = { readonly from: number; readonly to: number };

/** Where each line begins, and at the end where the last one does; lines not measured yet count as usual. */
export const offsetsOf = (
  ids: readonly string[],
  heights: ReadonlyMap<string, number>,
  usual: number,
): Float64Array => {
  const offsets = new Float64Array(ids.length + 1);
  let end = 0;
  for (const [index, id] of ids.entries()) {
    end += heights.get(id) ?? usual;
    offsets[index + 1] = end;
  }
  return offsets;
};

/** The line that covers a height; before the first the first, behind the last the last. */
export const indexAt = (offsets: Float64Array, y: number): number => {
  let [low, high] = [0, Math.max(0, offsets.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The lines seen in a box of this height that is scrolled so far, and some beyond; `to` is no longer among them. */
export const spanSeen = (offsets: Float64Array, top: number, height: number, beyond: number): Span => ({
  from: Math.max(0, indexAt(offsets, top) - beyond),
  to: Math.min(offsets.length - 1, indexAt(offsets, top + height) + 1 + beyond),
});

/** The lines of a span, and the one with the cursor wherever it is; in order. */
export const indexesOf = ({ from, to }: Span, count: number, cursor: number): readonly number[] => {
  const seen = Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, n) => from + n);
  if (cursor === -1 || seen.includes(cursor)) return seen;
  return cursor < from ? [cursor, ...seen] : [...seen, cursor];
};
