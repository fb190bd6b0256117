import { inArray, isNotNull } from 'drizzle-orm';
import type { Db, Store } from '../db/open.ts';
import { type Assignment, holdsAt } from '../domain/assignment.ts';
import type { HeldDevice, PatientContext } from '../domain/patient.ts';
import type { Kind } from '../domain/reading.ts';
import type { LimitsTimeline } from '../domain/rule-set.ts';
import { monitoringOf } from './monitoring.ts';
import { readClinical } from './read-clinical.ts';

export type PatientEntry = {
  /** the next instant at which other devices are held; null when none is planned */
  readonly changesAt: number | null;
  readonly context: PatientContext;
  readonly programId: string;
  readonly timeline: LimitsTimeline;
  /** the program's latest version */
  readonly version: number;
};

/**
 * The roster in memory, for the hot path: who a device's readings belong to, and what rules may know of a patient.
 * It holds what was last read from the store; `changeRoster` reads again within each change.
 */
export type Directory = {
  /** Reads everything anew, or only some patients and the devices they have or had. */
  readonly refresh: (from?: Db, patientIds?: readonly string[]) => Promise<void>;
  readonly assignmentsOf: (deviceId: string) => readonly Assignment[] | undefined;
  /** what a device says of itself, as it is stored; rules see it from the next evaluation on */
  readonly noteStatus: (deviceId: string, batteryPercent: number | null, at: number) => void;
  /** grows with each change of the roster */
  readonly revision: () => number;
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
  readonly person: Omit<PatientContext, 'expectedPerWeek' | 'expectedSince' | 'devices'>;
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

/** What a device last said of itself. */
export type DeviceFacts = Pick<HeldDevice, 'batteryPercent' | 'statusAt' | 'gateway'>;

type Device = { readonly facts: DeviceFacts; readonly assignments: readonly AssignmentRow[] };

type Rows = {
  readonly devices: ReadonlyMap<string, Device>;
  readonly patients: ReadonlyMap<string, Enrolled>;
};

/** Devices of some patients, with everyone they were ever assigned to; all devices without a list. */
const readDevices = async (from: Db, t: Tables, patientIds?: readonly string[]): Promise<Rows['devices']> => {
  const held = from.select({ id: t.assignment.deviceId }).from(t.assignment);
  const ids = patientIds ? held.where(inArray(t.assignment.patientId, [...patientIds])) : undefined;
  const { id, batteryPercent, statusAt, gateway } = t.device;
  const [devices, assignments] = await Promise.all([
    from
      .select({ id, batteryPercent, statusAt, gateway })
      .from(t.device)
      .where(ids && inArray(t.device.id, ids)),
    from
      .select()
      .from(t.assignment)
      .where(ids && inArray(t.assignment.deviceId, ids)),
  ]);
  const byDevice = Map.groupBy(assignments, a => a.deviceId);
  return new Map(devices.map(({ id, ...facts }) => [id, { facts, assignments: byDevice.get(id) ?? [] }]));
};

/** Who else was ever assigned to a scale of the patient's. */
const housemates = (devices: Rows['devices'], patientId: string, own: readonly AssignmentRow[]): string[] => {
  const scales = own
    .filter(a => a.kind === 'weight')
    .flatMap(a => devices.get(a.deviceId)?.assignments ?? []);
  return [...new Set(scales.filter(a => a.kind === 'weight').map(a => a.patientId))].filter(
    id => id !== patientId,
  );
};

const readRows = async (from: Db, t: Tables, patientIds?: readonly string[]): Promise<Rows> => {
  const [devices, patientRows, changes, clinical, dryWeights] = await Promise.all([
    readDevices(from, t, patientIds),
    from
      .select()
      .from(t.patient)
      .where(patientIds && inArray(t.patient.id, [...patientIds])),
    monitoringOf({ reader: from, t }, patientIds),
    readClinical(from, t, patientIds),
    from
      .select({ id: t.patient.id, kg: t.patient.dryWeightKg })
      .from(t.patient)
      .where(isNotNull(t.patient.dryWeightKg)),
  ]);
  const dryWeightOf = new Map(dryWeights.map(({ id, kg }) => [id, kg]));
  const byPatient = Map.groupBy(
    [...devices.values()].flatMap(d => d.assignments),
    a => a.patientId,
  );
  const patients = patientRows.flatMap(p => {
    const { programId } = p;
    const timeline = clinical.timeline(p.id, programId);
    if (!timeline) return [];
    const assignments = byPatient.get(p.id) ?? [];
    const person = {
      patientId: p.id,
      programId,
      timeZone: p.timeZone,
      enrolledAt: p.enrolledAt,
      dryWeightKg: p.dryWeightKg,
      flags: p.flags,
      householdKg: housemates(devices, p.id, assignments).flatMap(id => dryWeightOf.get(id) ?? []),
      discharges: clinical.discharges(p.id),
      monitoring: changes.get(p.id) ?? [],
    };
    const version = timeline.at(-1)?.version ?? 0;
    return [[p.id, { person, assignments, programId, timeline, version }] as const];
  });
  return { devices, patients: new Map(patients) };
};

export const createDirectory = async ({ reader, t }: Pick<Store, 'reader' | 't'>): Promise<Directory> => {
  let devices = new Map<string, Device>();
  let patients = new Map<string, Enrolled>();
  let last: Promise<unknown> = Promise.resolve();
  let revision = 0;

  const read = async (from: Db, patientIds?: readonly string[]): Promise<void> => {
    const rows = await readRows(from, t, patientIds);
    revision += 1;
    if (!patientIds) {
      devices = new Map(rows.devices);
      patients = new Map(rows.patients);
      return;
    }
    for (const [id, device] of rows.devices) devices.set(id, device);
    for (const [id, enrolled] of rows.patients) patients.set(id, enrolled);
  };

  // one after the other: what was read earlier never replaces what was read later
  const refresh = (from: Db = reader, patientIds?: readonly string[]): Promise<void> => {
    const run = last.then(() => read(from, patientIds));
    last = run.catch(() => undefined);
    return run;
  };

  const heldAt = (assignments: readonly AssignmentRow[], at: number): HeldDevice[] =>
    assignments
      .filter(a => holdsAt(a, at))
      .flatMap(({ deviceId, kind }) => {
        const device = devices.get(deviceId);
        return device ? [{ deviceId, kind, ...device.facts }] : [];
      });

  await refresh();
  return {
    refresh,
    revision: () => revision,
    assignmentsOf: deviceId => devices.get(deviceId)?.assignments,
    noteStatus: (deviceId, batteryPercent, statusAt) => {
      const device = devices.get(deviceId);
      if (!device || statusAt < (device.facts.statusAt ?? statusAt)) return;
      const known = batteryPercent ?? device.facts.batteryPercent;
      devices.set(deviceId, { ...device, facts: { ...device.facts, batteryPercent: known, statusAt } });
    },
    patient: (patientId, at) => {
      const enrolled = patients.get(patientId);
      if (!enrolled) return undefined;
      const { person, assignments, ...program } = enrolled;
      const context = {
        ...person,
        expectedPerWeek: expectedAt(assignments, at),
        expectedSince: expectedSince(assignments, at),
        devices: heldAt(assignments, at),
      };
      return { ...program, context, changesAt: nextChange(assignments, at) };
    },
  };
};
