/** How many are here now that were not here before; none at the first look. */
export const arrived = (before: ReadonlySet<string> | null, now: readonly string[]): number =>
  before === null ? 0 : now.filter(id => !before.has(id)).length;
