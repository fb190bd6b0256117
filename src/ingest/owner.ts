/** Which patient used a device slot, and when. Open ends: null = from the beginning / until further notice. */
export type Assignment = {
  readonly patientId: string;
  readonly slot: string | null;
  readonly fromAt: number | null;
  readonly untilAt: number | null;
};

export type Owner =
  | { readonly is: 'known'; readonly patientId: string }
  | { readonly is: 'unclear'; readonly candidates: readonly string[] };

const holdsAt = (a: Assignment, at: number): boolean =>
  (a.fromAt === null || a.fromAt <= at) && (a.untilAt === null || at < a.untilAt);

const patientsOf = (assignments: readonly Assignment[]): string[] => [
  ...new Set(assignments.map(a => a.patientId)),
];

const lastBefore = (assignments: readonly Assignment[], at: number): Assignment | undefined =>
  assignments
    .filter(a => a.untilAt !== null && a.untilAt <= at)
    .reduce<Assignment | undefined>(
      (best, a) => ((a.untilAt ?? 0) > (best?.untilAt ?? -1) ? a : best),
      undefined,
    );

const firstAfter = (assignments: readonly Assignment[], at: number): Assignment | undefined =>
  assignments
    .filter(a => a.fromAt !== null && a.fromAt > at)
    .reduce<Assignment | undefined>(
      (best, a) => ((a.fromAt ?? 0) < (best?.fromAt ?? Number.POSITIVE_INFINITY) ? a : best),
      undefined,
    );

/** Whose reading it is: the one who holds the device (and slot) at that instant; else everyone it may be. */
export const ownerAt = (assignments: readonly Assignment[], slot: string | null, at: number): Owner => {
  const holding = assignments.filter(a => holdsAt(a, at));
  const fitting = holding.filter(a => slot === null || a.slot === null || a.slot === slot);
  const fittingPatients = patientsOf(fitting);
  const [only] = fittingPatients;
  if (only !== undefined && fittingPatients.length === 1) return { is: 'known', patientId: only };
  if (fittingPatients.length > 1) return { is: 'unclear', candidates: fittingPatients };
  if (holding.length > 0) return { is: 'unclear', candidates: patientsOf(holding) };
  const neighbours = [lastBefore(assignments, at), firstAfter(assignments, at)].filter(a => a !== undefined);
  return { is: 'unclear', candidates: patientsOf(neighbours) };
};
