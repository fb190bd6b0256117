import { eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { LineError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type ConditionLine, conditionsFile } from './condition-line.ts';
import { type Numbered, readCsvFile, refuseErrors, repeatsOf } from './csv-file.ts';
import {
  type Owned,
  ownedLines,
  type RecordsDeps,
  type RecordsImport,
  saveRecords,
} from './import-records.ts';
import type { Saved } from './save-line.ts';

type ConditionRow = Store['t']['condition']['$inferSelect'];

const futureOnsets = (lines: readonly Numbered<ConditionLine>[], at: number): LineError[] => {
  const tomorrow = new Date(at + dayMs).toISOString().slice(0, 10);
  return lines
    .filter(({ value }) => value.onset !== undefined && value.onset > tomorrow)
    .map(({ line }) => ({ line, field: 'onset', message: 'lies in the future: check the year' }));
};

const saveDiagnosis =
  ({ store: { db, t }, at }: RecordsDeps, known: ReadonlyMap<string, readonly ConditionRow[]>) =>
  async ({ patientId, value }: Owned<ConditionLine>): Promise<Saved> => {
    const { system, code } = value;
    const onset = value.onset ?? null;
    const row = known.get(patientId)?.find(r => r.system === system && r.code === code);
    if (!row) {
      await db
        .insert(t.condition)
        .values({ id: newId('cnd'), patientId, system, code, onset, createdAt: at });
      return 'added';
    }
    if (row.onset === onset && row.endedAt === null) return 'unchanged';
    await db
      .update(t.condition)
      .set({ onset, endedAt: null, endedBy: null, version: row.version + 1 })
      .where(eq(t.condition.id, row.id));
    return 'changed';
  };

/**
 * Imports diagnoses: all of them or, when any line is wrong, nothing. The same file again changes nothing, but for a
 * diagnosis that was taken off file meanwhile: that is on file again.
 * @throws AppError import-rejected listing every wrong line
 */
export const importConditions = async (deps: RecordsDeps, csv: string): Promise<RecordsImport> => {
  const { store, at } = deps;
  const { lines, errors } = readCsvFile(csv, conditionsFile);
  const { owned, errors: strangers } = await ownedLines(store, lines);
  return store.write(async () => {
    refuseErrors([
      ...errors,
      ...strangers,
      ...futureOnsets(lines, at),
      ...repeatsOf(lines, 'code', v => [v.patient, v.system, v.code]),
    ]);
    const rows = await store.db.select().from(store.t.condition);
    const known = Map.groupBy(rows, r => r.patientId);
    return saveRecords(deps, {
      what: 'conditions',
      lines: owned,
      save: saveDiagnosis(deps, known),
      warnings: [],
    });
  });
};
