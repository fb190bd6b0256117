import { type Assignment, holdsAt } from '../domain/assignment.ts';
import type { Kind } from '../domain/reading.ts';

export type Owner =
  | { readonly is: 'known'; readonly patientId: string }
  | { readonly is: 'unclear'; readonly candidates: readonly string[] };

const patientsOf = (assignments: readonly Assignment[]): string[] => [
  ...new Set(assignments.map(a => a.patientId)),
];

const greatest = (times: readonly number[]): number => Math.max(...times);
const least = (times: readonly number[]): number => Math.min(...times);

/** Those that ended last before `at`, and those that begin first after it: with a tie, all of them. */
const neighbours = (assignments: readonly Assignment[], at: number): Assignment[] => {
  const ends = assignments.flatMap(a => (a.untilAt !== null && a.untilAt <= at ? [a.untilAt] : []));
  const starts = assignments.flatMap(a => (a.fromAt !== null && a.fromAt > at ? [a.fromAt] : []));
  return assignments.filter(
    a =>
      (ends.length > 0 && a.untilAt === greatest(ends)) || (starts.length > 0 && a.fromAt === least(starts)),
  );
};

/** Of a device that several people share by kind of reading, those of this kind; else all. */
const ofKindOrAll = (assignments: readonly Assignment[], kind: Kind): readonly Assignment[] => {
  const ofKind = assignments.filter(a => a.kind === kind);
  return ofKind.length > 0 ? ofKind : assignments;
};

const firstNonEmpty = (...choices: readonly (readonly Assignment[])[]): string[] =>
  patientsOf(choices.find(choice => choice.length > 0) ?? []);

/** Whose reading it is: the one who holds the device (and slot) at that instant; else everyone it may be. */
export const ownerAt = (
  everyAssignment: readonly Assignment[],
  kind: Kind,
  slot: string | null,
  at: number,
): Owner => {
  const assignments = ofKindOrAll(everyAssignment, kind);
  const ofSlot = assignments.filter(a => slot === null || a.slot === null || a.slot === slot);
  const fitting = patientsOf(ofSlot.filter(a => holdsAt(a, at)));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return { is: 'known', patientId: only };
  if (fitting.length > 1) return { is: 'unclear', candidates: fitting };
  const holding = assignments.filter(a => holdsAt(a, at));
  const near = [neighbours(ofSlot, at), neighbours(assignments, at)];
  return { is: 'unclear', candidates: firstNonEmpty(holding, ...near, assignments) };
};
