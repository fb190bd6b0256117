import { eq, inArray } from 'drizzle-orm';
import type { ImportReport } from '../contract/ingest.ts';
import { recordAudit } from '../db/audit.ts';
import { dueMarks } from '../db/due-marks.ts';
import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import type { Directory } from './directory.ts';
import { endOf } from './endings.ts';
import { type NumberedLine, parseRoster } from './parse-roster.ts';
import { saveAssignment, saveDevice, savePatient } from './save-line.ts';

export type ImportDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly at: number;
  readonly onProgress?: (done: number, of: number) => void;
};

const saveEndings = async ({ store: { db, t } }: ImportDeps, deviceIds: readonly string[]): Promise<void> => {
  for (const deviceId of new Set(deviceIds)) {
    const held = await db
      .select()
      .from(t.assignment)
      .where(inArray(t.assignment.deviceId, [deviceId]));
    for (const assignment of held) {
      const untilAt = endOf(assignment, held);
      if (untilAt === assignment.untilAt) continue;
      await db.update(t.assignment).set({ untilAt }).where(eq(t.assignment.id, assignment.id));
    }
  }
};

const linesAtOnce = 50;

const saveLines = async (deps: ImportDeps, lines: readonly NumberedLine[]): Promise<ImportReport> => {
  const report = {
    lines: lines.length,
    patientsAdded: 0,
    patientsChanged: 0,
    devicesAdded: 0,
    assignmentsAdded: 0,
    assignmentsChanged: 0,
    warnings: [],
  };
  const patientIds = new Map<string, string>();
  for (const [index, { value }] of lines.entries()) {
    let patientId = patientIds.get(value.patient);
    if (patientId === undefined) {
      const { id, saved } = await savePatient(deps, value);
      patientIds.set(value.patient, id);
      patientId = id;
      if (saved === 'added') report.patientsAdded += 1;
      if (saved === 'changed') report.patientsChanged += 1;
    }
    if (await saveDevice(deps, value.device)) report.devicesAdded += 1;
    const saved = await saveAssignment(deps, value, patientId);
    if (saved === 'added') report.assignmentsAdded += 1;
    if (saved === 'changed') report.assignmentsChanged += 1;
    deps.onProgress?.(index + 1, lines.length);
    // the loop is not held for the whole of a large file; the writer is
    if (index % linesAtOnce === linesAtOnce - 1) await new Promise(setImmediate);
  }
  await saveEndings(
    deps,
    lines.map(l => l.value.device),
  );
  markDue(deps, [...patientIds.values()]);
  return report;
};

/** A changed patient is looked at again, so that time (missed readings) is watched from now on. */
const markDue = ({ store, at }: ImportDeps, patientIds: readonly string[]): void => {
  const marks = dueMarks(store.sqlite)();
  for (const patientId of patientIds) marks.mark(patientId, at);
  marks.save(at);
};

/**
 * Imports a roster file: all of it or, when any line is wrong, nothing. Importing it again changes nothing.
 * @throws AppError import-rejected listing every wrong line
 */
export const importRoster = async (deps: ImportDeps, csv: string): Promise<ImportReport> => {
  const { store, directory, actor, at } = deps;
  const programs = await store.reader.select({ id: store.t.program.id }).from(store.t.program);
  const lines = parseRoster(
    csv,
    programs.map(p => p.id),
  );
  const report = await store.write(async () => {
    const saved = await saveLines(deps, lines);
    await recordAudit(store, {
      at,
      actor,
      action: 'roster.import',
      subject: { type: 'roster', id: 'roster' },
      patientId: null,
      detail: saved,
    });
    return saved;
  });
  await directory.refresh();
  return report;
};
