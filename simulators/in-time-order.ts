/** Sorts in place what is mostly in order already; what happens at one instant keeps its order. */
export const inTimeOrder = <T extends { readonly at: number }>(items: T[]): T[] => {
  for (let i = 1; i < items.length; i += 1) {
    const [before, after] = [items[i - 1], items[i]];
    if (before && after && before.at > after.at) return items.sort((a, b) => a.at - b.at);
  }
  return items;
};
