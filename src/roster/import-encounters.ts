import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import type { RecordsReport } from '../contract/ingest.ts';
import type { Store } from '../db/open.ts';
import { statusAt } from '../domain/monitoring.ts';
import { newId } from '../ids.ts';
import { changeRoster } from './change-roster.ts';
import { impossibleTimes, overlappingStays } from './check-encounters.ts';
import { readCsvFile, refuseErrors, repeatsOf } from './csv-file.ts';
import type { Directory } from './directory.ts';
import { type EncounterLine, encountersFile, factsOf } from './encounter-line.ts';
import {
  type Owned,
  ownedLines,
  type RecordsDeps,
  type RecordsImport,
  saveRecords,
} from './import-records.ts';
import { monitoringOf } from './monitoring.ts';
import type { Saved } from './save-line.ts';

type EncounterRow = Store['t']['encounter']['$inferSelect'];

const sameStay = (row: EncounterRow, { patientId, value }: Owned<EncounterLine>): boolean =>
  row.patientId === patientId && row.class === value.class && row.admittedAt === value.admittedAt;

const saveStay =
  ({ store: { db, t }, at }: RecordsDeps, known: ReadonlyMap<string, readonly EncounterRow[]>) =>
  async (line: Owned<EncounterLine>): Promise<Saved> => {
    const { patientId, value } = line;
    const told = factsOf(value);
    const stated = { dischargedAt: value.dischargedAt ?? null, emergent: value.emergent };
    const row = known.get(patientId)?.find(r => sameStay(r, line));
    if (!row) {
      const { class: stayClass, admittedAt } = value;
      const stay = {
        id: newId('enc'),
        patientId,
        class: stayClass,
        admittedAt,
        ...stated,
        facts: told,
        createdAt: at,
      };
      await db.insert(t.encounter).values(stay);
      return 'added';
    }
    // a file without these columns says nothing of them: what is known stays
    const facts = told ?? row.facts;
    const isAsKnown = row.dischargedAt === stated.dischargedAt && row.emergent === stated.emergent;
    if (isAsKnown && isDeepStrictEqual(facts, row.facts)) return 'unchanged';
    await db
      .update(t.encounter)
      .set({ ...stated, facts })
      .where(eq(t.encounter.id, row.id));
    return 'changed';
  };

/** Who is in hospital by the file but watched as if at home. */
const watchedAtHome = async (
  { store, at }: RecordsDeps,
  lines: readonly Owned<EncounterLine>[],
): Promise<RecordsReport['warnings']> => {
  const there = lines.filter(({ value }) => value.class === 'inpatient' && value.dischargedAt === undefined);
  const changes = await monitoringOf(
    { reader: store.db, t: store.t },
    there.map(l => l.patientId),
  );
  return there
    .filter(({ patientId }) => statusAt(changes.get(patientId) ?? [], at) !== 'in-hospital')
    .map(({ line }) => ({
      line,
      field: 'dischargedAt',
      message: "the patient is in hospital by this line: set the patient's status, so that home rules pause",
    }));
};

/**
 * Imports stays and visits: all of them or, when any line is wrong, nothing. The same file again changes nothing; a
 * stay that comes again with another discharge is updated. Whoever was discharged is judged as such from then on.
 * @throws AppError import-rejected listing every wrong line
 */
export const importEncounters = async (
  deps: RecordsDeps & { readonly directory: Directory },
  csv: string,
): Promise<RecordsImport> => {
  const { store, at } = deps;
  const { lines, errors } = readCsvFile(csv, encountersFile);
  const { owned, errors: strangers } = await ownedLines(store, lines);
  const imported = async (): Promise<RecordsImport> => {
    const rows = await store.db.select().from(store.t.encounter);
    refuseErrors([
      ...errors,
      ...strangers,
      ...impossibleTimes(lines, at),
      ...repeatsOf(lines, 'admittedAt', v => [v.patient, v.class, v.admittedAt]),
      ...overlappingStays(
        rows.filter(r => r.class === 'inpatient'),
        owned,
      ),
    ]);
    const known = Map.groupBy(rows, r => r.patientId);
    const warnings = await watchedAtHome(deps, owned);
    return saveRecords(deps, { what: 'encounters', lines: owned, save: saveStay(deps, known), warnings });
  };
  return changeRoster(deps, imported, ({ patientIds }) => patientIds);
};
