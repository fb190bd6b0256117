import type { RecordsReport } from '../contract/ingest.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { Actor } from '../domain/actor.ts';
import type { LineError } from '../errors.ts';
import type { Numbered } from './csv-file.ts';
import type { Saved } from './save-line.ts';

export type RecordsDeps = {
  readonly store: Store;
  readonly actor: Actor;
  readonly at: number;
  readonly onProgress?: (done: number, of: number) => void;
};

/** What an import did, and whose records it altered. */
export type RecordsImport = { readonly report: RecordsReport; readonly patientIds: readonly string[] };

type OfPatient = { readonly patient: string };
export type Owned<T> = Numbered<T> & { readonly patientId: string };

/** The lines whose patient is enrolled, and an error for each that is not; `patient` is the site's own id. */
export const ownedLines = async <T extends OfPatient>(
  { reader, t }: Pick<Store, 'reader' | 't'>,
  lines: readonly Numbered<T>[],
): Promise<{ readonly owned: readonly Owned<T>[]; readonly errors: readonly LineError[] }> => {
  const rows = await reader.select({ id: t.patient.id, siteId: t.patient.siteId }).from(t.patient);
  const ids = new Map(rows.map(row => [row.siteId, row.id]));
  const owned: Owned<T>[] = [];
  const errors: LineError[] = [];
  for (const line of lines) {
    const patientId = ids.get(line.value.patient);
    if (patientId !== undefined) owned.push({ ...line, patientId });
    else
      errors.push({
        line: line.line,
        field: 'patient',
        message: 'is not enrolled: import the roster first, or mend the id',
      });
  }
  return { owned, errors };
};

const linesAtOnce = 50;

type Work<T> = {
  /** `encounters` or `conditions`: in the audit */
  readonly what: string;
  readonly lines: readonly Owned<T>[];
  readonly save: (line: Owned<T>) => Promise<Saved>;
  readonly warnings: RecordsReport['warnings'];
};

/** Saves lines in the transaction it stands in, counts what became of them, audits, and tells of each patient altered. */
export const saveRecords = async <T>(deps: RecordsDeps, work: Work<T>): Promise<RecordsImport> => {
  const { store, actor, at, onProgress } = deps;
  const counts: Record<Saved, number> = { added: 0, changed: 0, unchanged: 0 };
  const touched = new Set<string>();
  for (const [index, line] of work.lines.entries()) {
    const saved = await work.save(line);
    counts[saved] += 1;
    if (saved !== 'unchanged') touched.add(line.patientId);
    onProgress?.(index + 1, work.lines.length);
    // the loop is not held for the whole of a large file; the writer is
    if (index % linesAtOnce === linesAtOnce - 1) await new Promise(setImmediate);
  }
  const patients = new Set(work.lines.map(l => l.patientId)).size;
  const report = { lines: work.lines.length, patients, ...counts, warnings: work.warnings };
  await recordAudit(store, {
    at,
    actor,
    action: `${work.what}.import`,
    subject: { type: work.what, id: work.what },
    patientId: null,
    detail: { ...report, warnings: work.warnings.length },
  });
  for (const patientId of touched)
    await emit(store, { at, kind: 'patient.changed', patientId, itemId: null });
  return { report, patientIds: [...touched] };
};
