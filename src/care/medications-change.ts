import { and, eq, isNull } from 'drizzle-orm';
import type { MedicationChange, MedicationEnd, MedicationInput } from '../contract/medications.ts';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { findPatient } from '../roster/patients.ts';
import type { PatientRow } from '../roster/summaries.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { type MedicationRow, todayOf } from './medications.ts';

const iso = (at: number): string => new Date(at).toISOString();

type Dates = Pick<MedicationRow, 'since' | 'until'>;

const refuseBackwards = ({ since, until }: Dates): void => {
  if (since === null || until === null || since <= until) return;
  throw new AppError('bad-request', 'until lies before since', {
    field: 'until',
    remedy: 'send a last day that is not before the first',
  });
};

const told = async (
  { store, actor, at }: VerbDeps,
  action: 'add' | 'change' | 'end' | 'remove',
  { id, patientId }: MedicationRow,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  const subject = { type: 'medication', id };
  await recordAudit(store, { at, actor, action: `medication.${action}`, subject, patientId, detail });
  await emit(store, { at, kind: 'patient.changed', patientId, itemId: null, subjectId: id });
};

const patientOf = ({ store: { db, t } }: VerbDeps, id: string) => findPatient({ reader: db, t }, id);

/** One that goes on is on file once under its name and dose. @throws AppError conflict */
const refuseSecond = async ({ store: { db, t } }: VerbDeps, row: MedicationRow): Promise<void> => {
  if (row.until !== null) return;
  const { medication: m } = t;
  const going = await db
    .select()
    .from(m)
    .where(and(eq(m.patientId, row.patientId), isNull(m.until)));
  const said = ({ name, dose }: MedicationRow) => `${name} ${dose ?? ''}`.trim().toLowerCase();
  const same = going.find(one => said(one) === said(row));
  if (!same) return;
  throw new AppError('conflict', `${same.by} put this medication on file at ${iso(same.at)}`, {
    field: 'name',
    remedy: 'change the one on file, or end it first',
    conflict: { by: same.by, at: same.at, state: 'on file' },
  });
};

/** Puts a medication on file. @throws AppError not-found, bad-request, conflict when it is on file and goes on */
export const addMedication = (deps: VerbDeps, id: string, input: MedicationInput): Promise<PatientRow> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const patient = await patientOf(deps, id);
    const { name, dose = null, since = null, until = null, note = null } = input;
    const row: MedicationRow = {
      ...{ id: newId('med'), patientId: patient.id, name, dose, since, until, note },
      ...{ version: 1, by: actorName(actor), at },
    };
    refuseBackwards(row);
    await refuseSecond(deps, row);
    await store.db.insert(store.t.medication).values(row);
    await told(deps, 'add', row);
    return patient;
  });

const fetchOf = async ({ store: { db, t } }: VerbDeps, patient: PatientRow, id: string) => {
  const [row] = await db
    .select()
    .from(t.medication)
    .where(and(eq(t.medication.id, id), eq(t.medication.patientId, patient.id)));
  if (row) return row;
  throw new AppError('not-found', 'the patient has no such medication', {
    field: 'medication',
    remedy: 'take an id from GET /api/v1/patients/{id}/medications',
  });
};

/** @throws AppError conflict naming who changed it since */
const requireAsSeen = (row: MedicationRow, version: number): void => {
  if (row.version === version) return;
  throw new AppError('conflict', `${row.by} changed this medication at ${iso(row.at)}`, {
    field: 'version',
    remedy: 'load the medications again and decide on what they say now',
    conflict: { by: row.by, at: row.at, state: `version ${row.version}` },
  });
};

const onMedication = (
  deps: VerbDeps,
  ids: MedicationIds,
  version: number,
  act: (row: MedicationRow, patient: PatientRow) => Promise<void>,
): Promise<PatientRow> =>
  deps.store.write(async () => {
    const patient = await patientOf(deps, ids.patient);
    const row = await fetchOf(deps, patient, ids.medication);
    requireAsSeen(row, version);
    await act(row, patient);
    return patient;
  });

export type MedicationIds = { readonly patient: string; readonly medication: string };

const save = async ({ store: { db, t }, actor, at }: VerbDeps, row: MedicationRow): Promise<void> => {
  const { id, patientId: _, version, ...fields } = row;
  refuseBackwards(row);
  await db
    .update(t.medication)
    .set({ ...fields, version: version + 1, by: actorName(actor), at })
    .where(eq(t.medication.id, id));
};

/** Changes what is named of a medication. @throws AppError not-found, conflict, bad-request */
export const changeMedication = (
  deps: VerbDeps,
  ids: MedicationIds,
  { version, ...change }: MedicationChange,
): Promise<PatientRow> =>
  onMedication(deps, ids, version, async row => {
    const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    await save(deps, { ...row, ...named });
    await told(deps, 'change', row, { fields: Object.keys(named) });
  });

/** Says the last day on which it is taken. @throws AppError not-found, conflict, bad-request */
export const endMedication = (
  deps: VerbDeps,
  ids: MedicationIds,
  { version, until }: MedicationEnd,
): Promise<PatientRow> =>
  onMedication(deps, ids, version, async (row, patient) => {
    await save(deps, { ...row, until: until ?? todayOf(patient, deps.at) });
    await told(deps, 'end', row);
  });

/** Takes off what was entered in error; what is no longer taken is ended. @throws AppError not-found, conflict */
export const removeMedication = (deps: VerbDeps, ids: MedicationIds, version: number): Promise<PatientRow> =>
  onMedication(deps, ids, version, async row => {
    const { db, t } = deps.store;
    await db.delete(t.medication).where(eq(t.medication.id, row.id));
    await told(deps, 'remove', row);
  });
