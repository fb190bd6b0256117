import type { Store } from '../db/open.ts';
import type { Limits } from '../domain/limits.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Kind } from '../domain/reading.ts';
import type { Assignment } from '../ingest/owner.ts';

export type PatientEntry = {
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
  readonly patient: (patientId: string) => PatientEntry | undefined;
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

const groupBy = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
};

const expectedPerWeek = (assignments: readonly AssignmentRow[]): Partial<Record<Kind, number>> => {
  const expected: Partial<Record<Kind, number>> = {};
  for (const { kind, perWeek, untilAt } of assignments) {
    if (untilAt === null) expected[kind] = Math.max(expected[kind] ?? 0, perWeek);
  }
  return expected;
};

export const createDirectory = async ({ reader, t }: Pick<Store, 'reader' | 't'>): Promise<Directory> => {
  let devices = new Map<string, readonly Assignment[]>();
  let patients = new Map<string, PatientEntry>();

  const refresh = async (): Promise<void> => {
    const [programRows, patientRows, deviceRows, assignmentRows] = await Promise.all([
      reader.select().from(t.program),
      reader.select().from(t.patient),
      reader.select({ id: t.device.id }).from(t.device),
      reader.select().from(t.assignment),
    ]);
    const programs = new Map(programRows.map(p => [p.id, p]));
    const byDevice = groupBy(assignmentRows, a => a.deviceId);
    const byPatient = groupBy(assignmentRows, a => a.patientId);
    devices = new Map(deviceRows.map(({ id }) => [id, byDevice.get(id) ?? []]));
    patients = new Map(
      patientRows.flatMap(p => {
        const program = programs.get(p.programId);
        if (!program) return [];
        const context: PatientContext = {
          patientId: p.id,
          timeZone: p.timeZone,
          enrolledAt: p.enrolledAt,
          expectedPerWeek: expectedPerWeek(byPatient.get(p.id) ?? []),
          dryWeightKg: p.dryWeightKg,
        };
        const { limits, limitsVersion, id: programId } = program;
        return [[p.id, { context, programId, limits, limitsVersion }] as const];
      }),
    );
  };

  await refresh();
  return {
    refresh,
    assignmentsOf: deviceId => devices.get(deviceId),
    patient: patientId => patients.get(patientId),
  };
};
