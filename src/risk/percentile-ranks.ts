/**
 * The percentile rank of each, 0–100, in their order: the share of all that is lower, with half of those who are equal.
 * To whom the score does not apply (`null`) has none, and counts as lower than all to whom it does.
 */
export const percentileRanks = (values: readonly (number | null)[]): readonly (number | null)[] => {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  known.sort((a, b) => a.value - b.value);
  const ranks: (number | null)[] = values.map(() => null);
  const without = values.length - known.length;
  for (let from = 0; from < known.length; ) {
    let to = from + 1;
    while (to < known.length && known[to]?.value === known[from]?.value) to += 1;
    const rank = (100 * (without + (from + to) / 2)) / values.length;
    for (const { index } of known.slice(from, to)) ranks[index] = rank;
    from = to;
  }
  return ranks;
};
