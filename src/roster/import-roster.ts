import { eq } from 'drizzle-orm';
import type { ImportReport } from '../contract/ingest.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { Actor } from '../domain/actor.ts';
import { fileUnowned } from '../readings/by-assignment.ts';
import { changeRoster } from './change-roster.ts';
import type { Directory } from './directory.ts';
import { endOf } from './endings.ts';
import { markDue } from './look-again.ts';
import { type NumberedLine, parseRoster } from './parse-roster.ts';
import type { RosterLine } from './roster-line.ts';
import { rosterWarnings } from './roster-warnings.ts';
import { type Saved, saveAssignment, saveDevice, savePatient } from './save-line.ts';
import { loadRoster, type StoredRoster } from './stored-roster.ts';

export type ImportDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly at: number;
  /** false for patients whose history comes with them; true unless told */
  readonly startsLearning?: boolean;
  readonly onProgress?: (done: number, of: number) => void;
};

const saveEndings = async (
  { store: { db, t } }: ImportDeps,
  { assignments }: StoredRoster,
  deviceIds: readonly string[],
): Promise<void> => {
  for (const deviceId of new Set(deviceIds)) {
    const held = assignments.get(deviceId) ?? [];
    for (const assignment of held) {
      const takenAt = endOf(assignment, held);
      // what a person ended stays ended, though the file does not know of it
      if (takenAt === null || takenAt >= (assignment.untilAt ?? Number.POSITIVE_INFINITY)) continue;
      await db.update(t.assignment).set({ untilAt: takenAt }).where(eq(t.assignment.id, assignment.id));
    }
  }
};

type SoFar = {
  readonly stored: StoredRoster;
  readonly report: ImportReport;
  /** by the site's own id */
  readonly patients: Map<string, { readonly id: string; readonly saved: Saved }>;
  /** who was enrolled before and is different now */
  readonly altered: Set<string>;
};

const patientOf = async (deps: ImportDeps, value: RosterLine, soFar: SoFar) => {
  const { stored, report, patients, altered } = soFar;
  const known = patients.get(value.patient);
  if (known) return known;
  const patient = await savePatient(deps, stored, value);
  patients.set(value.patient, patient);
  if (patient.saved === 'added') report.patientsAdded += 1;
  if (patient.saved === 'changed') {
    report.patientsChanged += 1;
    altered.add(patient.id);
  }
  return patient;
};

const saveLine = async (deps: ImportDeps, value: RosterLine, soFar: SoFar): Promise<void> => {
  const { stored, report, altered } = soFar;
  const patient = await patientOf(deps, value, soFar);
  const isKnown = stored.devices.has(value.device);
  if (!isKnown || value.gateway !== undefined) await saveDevice(deps, value);
  if (!isKnown) {
    stored.devices.add(value.device);
    report.devicesAdded += 1;
  }
  const saved = await saveAssignment(deps, stored, value, patient.id);
  if (saved === 'unchanged') return;
  if (saved === 'added') report.assignmentsAdded += 1;
  else report.assignmentsChanged += 1;
  if (patient.saved !== 'added') altered.add(patient.id);
};

const linesAtOnce = 50;

const saveLines = async (deps: ImportDeps, lines: readonly NumberedLine[]): Promise<SoFar> => {
  const report = {
    lines: lines.length,
    patientsAdded: 0,
    patientsChanged: 0,
    devicesAdded: 0,
    assignmentsAdded: 0,
    assignmentsChanged: 0,
    warnings: [],
  };
  const stored = await loadRoster(deps.store);
  const soFar: SoFar = { stored, report, patients: new Map(), altered: new Set() };
  for (const [index, { value }] of lines.entries()) {
    await saveLine(deps, value, soFar);
    deps.onProgress?.(index + 1, lines.length);
    // the loop is not held for the whole of a large file; the writer is
    if (index % linesAtOnce === linesAtOnce - 1) await new Promise(setImmediate);
  }
  const deviceIds = lines.map(l => l.value.device);
  await saveEndings(deps, stored, deviceIds);
  await fileUnowned(deps, deviceIds);
  return soFar;
};

/** Everybody of the file is looked at again, so that time (missed readings) is watched from now on. */
const tell = async ({ store, at }: ImportDeps, { patients, altered }: SoFar): Promise<void> => {
  await markDue(
    store,
    [...patients.values()].map(p => p.id),
    at,
  );
  for (const patientId of altered)
    await emit(store, { at, kind: 'patient.changed', patientId, itemId: null });
};

/**
 * Imports a roster file: all of it or, when any line is wrong, nothing. Importing it again changes nothing.
 * @throws AppError import-rejected listing every wrong line
 */
export const importRoster = async (deps: ImportDeps, csv: string): Promise<ImportReport> => {
  const { store, actor, at } = deps;
  const programs = await store.reader.select({ id: store.t.program.id }).from(store.t.program);
  const lines = parseRoster(
    csv,
    programs.map(p => p.id),
    at,
  );
  return changeRoster(deps, async () => {
    const saved = await saveLines(deps, lines);
    await tell(deps, saved);
    const report = { ...saved.report, warnings: await rosterWarnings(deps, lines) };
    await recordAudit(store, {
      at,
      actor,
      action: 'roster.import',
      subject: { type: 'roster', id: 'roster' },
      patientId: null,
      detail: { ...report, warnings: report.warnings.length },
    });
    return report;
  });
};
