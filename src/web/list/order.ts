/** A list of which only a part is in the page: all its lines in order, and how to bring one into it. */
export type Order = { readonly ids: readonly string[]; readonly reveal: (index: number) => void };

let shown: Order | null = null;

export const orderShown = (): Order | null => shown;

/** Until the returned function is called, keys move by this order. */
export const showOrder = (order: Order): (() => void) => {
  shown = order;
  return () => {
    if (shown === order) shown = null;
  };
};

/** Where one comes by moving from a line; from where it stood, if it has left the list. */
export const neighbour = (
  ids: readonly string[],
  id: string | null,
  by: 1 | -1,
  lastIndex: number,
): number => {
  if (id === null) return 0;
  const index = ids.indexOf(id);
  const start = index === -1 ? lastIndex - (by === 1 ? 1 : 0) : index;
  return Math.max(0, Math.min(ids.length - 1, start + by));
};
