/** What happens at one instant keeps its order in the file. */
export const inTimeOrder = <T extends { readonly at: number }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => a.at - b.at);
