import type { Store } from '../db/open.ts';
import { type Assignment, holdsAt } from '../domain/assignment.ts';
import type { Limits } from '../domain/limits.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Kind } from '../domain/reading.ts';

export type PatientEntry = {
  /** the next instant at which other devices are held; null when none is planned */
  readonly changesAt: number | null;
  readonly context: PatientContext;
  readonly programId: string;
  readonly limits: Limits;
  readonly limitsVersion: number;
};

/**
 * The roster in memory, for the hot path: who a device's readings belong to, and what rules may know of a patient.
 * It holds what was committed at the last `refresh`, which every change of the roster calls.
 */
export type Directory = {
  readonly refresh: () => Promise<void>;
  readonly assignmentsOf: (deviceId: string) => readonly Assignment[] | undefined;
  /** as of an instant: what is expected follows the devices held then */
  readonly patient: (patientId: string, at: number) => PatientEntry | undefined;
};

type AssignmentRow = {
  readonly deviceId: string;
  readonly kind: Kind;
  readonly slot: string | null;
  readonly patientId: string;
  readonly perWeek: number;
  readonly fromAt: number | null;
  readonly untilAt: number | null;
};

type Enrolled = Omit<PatientEntry, 'context' | 'changesAt'> & {
  readonly person: Omit<PatientContext, 'expectedPerWeek' | 'expectedSince'>;
  readonly assignments: readonly AssignmentRow[];
};

/** Readings a week expected at an instant, by kind, from the devices held then. */
const expectedAt = (assignments: readonly AssignmentRow[], at: number): Partial<Record<Kind, number>> => {
  const expected: Partial<Record<Kind, number>> = {};
  for (const assignment of assignments) {
    const { kind, perWeek } = assignment;
    if (holdsAt(assignment, at)) expected[kind] = Math.max(expected[kind] ?? 0, perWeek);
  }
  return expected;
};

/** Since when each kind is expected, of the devices held at an instant. */
const expectedSince = (assignments: readonly AssignmentRow[], at: number): Partial<Record<Kind, number>> => {
  const since: Partial<Record<Kind, number>> = {};
  for (const assignment of assignments) {
    const { kind, fromAt } = assignment;
    if (holdsAt(assignment, at)) since[kind] = Math.min(since[kind] ?? Number.POSITIVE_INFINITY, fromAt ?? 0);
  }
  return since;
};

const nextChange = (assignments: readonly AssignmentRow[], at: number): number | null => {
  const ahead = assignments
    .flatMap(a => [a.fromAt, a.untilAt])
    .filter(change => change !== null && change > at);
  return ahead.length > 0 ? Math.min(...(ahead as number[])) : null;
};

export const createDirectory = async ({ reader, t }: Pick<Store, 'reader' | 't'>): Promise<Directory> => {
  let devices = new Map<string, readonly Assignment[]>();
  let patients = new Map<string, Enrolled>();

  const refresh = async (): Promise<void> => {
    const [programRows, patientRows, deviceRows, assignmentRows] = await Promise.all([
      reader.select().from(t.program),
      reader.select().from(t.patient),
      reader.select({ id: t.device.id }).from(t.device),
      reader.select().from(t.assignment),
    ]);
    const programs = new Map(programRows.map(p => [p.id, p]));
    const byDevice = Map.groupBy(assignmentRows, a => a.deviceId);
    const byPatient = Map.groupBy(assignmentRows, a => a.patientId);
    devices = new Map(deviceRows.map(({ id }) => [id, byDevice.get(id) ?? []]));
    patients = new Map(
      patientRows.flatMap(p => {
        const program = programs.get(p.programId);
        if (!program) return [];
        const person = {
          patientId: p.id,
          timeZone: p.timeZone,
          enrolledAt: p.enrolledAt,
          dryWeightKg: p.dryWeightKg,
        };
        const { limits, limitsVersion, id: programId } = program;
        const assignments = byPatient.get(p.id) ?? [];
        return [[p.id, { person, assignments, programId, limits, limitsVersion }] as const];
      }),
    );
  };

  await refresh();
  return {
    refresh,
    assignmentsOf: deviceId => devices.get(deviceId),
    patient: (patientId, at) => {
      const enrolled = patients.get(patientId);
      if (!enrolled) return undefined;
      const { person, assignments, ...program } = enrolled;
      const context = {
        ...person,
        expectedPerWeek: expectedAt(assignments, at),
        expectedSince: expectedSince(assignments, at),
      };
      return { ...program, context, changesAt: nextChange(assignments, at) };
    },
  };
};
