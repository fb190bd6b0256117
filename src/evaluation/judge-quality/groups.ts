/** A line of a roster as far as it says who shares what. */
export type HeldBy = { readonly patient: string; readonly device: string };

/** Patients who had a device in common, directly or through others; groups and patients in order of the roster. */
export const sharingGroups = (lines: readonly HeldBy[]): readonly (readonly string[])[] => {
  const leaders = new Map<string, string>();
  const leaderOf = (one: string): string => {
    const next = leaders.get(one);
    if (next === undefined || next === one) return one;
    const leader = leaderOf(next);
    leaders.set(one, leader);
    return leader;
  };
  const firstOf = new Map<string, string>();
  for (const { patient, device } of lines) {
    if (!leaders.has(patient)) leaders.set(patient, patient);
    const first = firstOf.get(device);
    if (first === undefined) firstOf.set(device, patient);
    else leaders.set(leaderOf(patient), leaderOf(first));
  }
  return [...Map.groupBy(leaders.keys(), leaderOf).values()];
};
