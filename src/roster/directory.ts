import { inArray } from 'drizzle-orm';
import type { Db, Store } from '../db/open.ts';
import { type Assignment, holdsAt } from '../domain/assignment.ts';
import type { Limits } from '../domain/limits.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Kind } from '../domain/reading.ts';
import { withDefaults } from '../rules/limits.ts';
import { monitoringOf } from './monitoring.ts';

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
 * It holds what was last read from the store; `changeRoster` reads again within each change.
 */
export type Directory = {
  /** Reads everything anew, or only some patients and the devices they have or had. */
  readonly refresh: (from?: Db, patientIds?: readonly string[]) => Promise<void>;
  readonly assignmentsOf: (deviceId: string) => readonly Assignment[] | undefined;
  /** as of an instant: what is expected follows the devices held then */
  readonly patient: (patientId: string, at: number) => PatientEntry | undefined;
};

type Tables = Store['t'];

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

type Rows = {
  readonly devices: ReadonlyMap<string, readonly AssignmentRow[]>;
  readonly patients: ReadonlyMap<string, Enrolled>;
};

/** Devices of some patients, with everyone they were ever assigned to; all devices without a list. */
const readDevices = async (from: Db, t: Tables, patientIds?: readonly string[]): Promise<Rows['devices']> => {
  const held = from.select({ id: t.assignment.deviceId }).from(t.assignment);
  const ids = patientIds ? held.where(inArray(t.assignment.patientId, [...patientIds])) : undefined;
  const [devices, assignments] = await Promise.all([
    from
      .select({ id: t.device.id })
      .from(t.device)
      .where(ids && inArray(t.device.id, ids)),
    from
      .select()
      .from(t.assignment)
      .where(ids && inArray(t.assignment.deviceId, ids)),
  ]);
  const byDevice = Map.groupBy(assignments, a => a.deviceId);
  return new Map(devices.map(({ id }) => [id, byDevice.get(id) ?? []]));
};

const readRows = async (from: Db, t: Tables, patientIds?: readonly string[]): Promise<Rows> => {
  const [devices, programRows, patientRows, changes] = await Promise.all([
    readDevices(from, t, patientIds),
    from.select().from(t.program),
    from
      .select()
      .from(t.patient)
      .where(patientIds && inArray(t.patient.id, [...patientIds])),
    monitoringOf({ reader: from, t }, patientIds),
  ]);
  const programs = new Map(programRows.map(p => [p.id, p]));
  const byPatient = Map.groupBy([...devices.values()].flat(), a => a.patientId);
  const patients = patientRows.flatMap(p => {
    const program = programs.get(p.programId);
    if (!program) return [];
    const person = {
      patientId: p.id,
      timeZone: p.timeZone,
      enrolledAt: p.enrolledAt,
      dryWeightKg: p.dryWeightKg,
      monitoring: changes.get(p.id) ?? [],
    };
    const { limitsVersion, id: programId } = program;
    const limits = withDefaults(program.limits);
    return [
      [p.id, { person, assignments: byPatient.get(p.id) ?? [], programId, limits, limitsVersion }] as const,
    ];
  });
  return { devices, patients: new Map(patients) };
};

export const createDirectory = async ({ reader, t }: Pick<Store, 'reader' | 't'>): Promise<Directory> => {
  let devices = new Map<string, readonly Assignment[]>();
  let patients = new Map<string, Enrolled>();
  let last: Promise<unknown> = Promise.resolve();

  const read = async (from: Db, patientIds?: readonly string[]): Promise<void> => {
    const rows = await readRows(from, t, patientIds);
    if (!patientIds) {
      devices = new Map(rows.devices);
      patients = new Map(rows.patients);
      return;
    }
    for (const [id, assignments] of rows.devices) devices.set(id, assignments);
    for (const [id, enrolled] of rows.patients) patients.set(id, enrolled);
  };

  // one after the other: what was read earlier never replaces what was read later
  const refresh = (from: Db = reader, patientIds?: readonly string[]): Promise<void> => {
    const run = last.then(() => read(from, patientIds));
    last = run.catch(() => undefined);
    return run;
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
