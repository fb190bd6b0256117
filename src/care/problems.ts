import { and, asc, eq } from 'drizzle-orm';
import type { ProblemInput, ProblemOfPatient } from '../contract/medications.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { groupsOfCode } from '../risk/features/comorbidity.ts';
import { conditionsFile } from '../roster/condition-line.ts';
import { findPatient } from '../roster/patients.ts';
import type { PatientRow } from '../roster/summaries.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { todayOf } from './medications.ts';

type ConditionRow = Store['t']['condition']['$inferSelect'];

/** The Charlson groups of a diagnosis in words: `heart failure`. */
export const groupsInWords = (condition: Pick<ConditionRow, 'system' | 'code' | 'onset'>): string[] =>
  groupsOfCode(condition).map(group => (group === 'hiv' ? 'HIV' : group.replaceAll('-', ' ')));

const bodyOf = (row: ConditionRow): ProblemOfPatient => ({
  ...{ id: row.id, system: row.system, code: row.code, onset: row.onset },
  groups: groupsInWords(row),
  at: new Date(row.createdAt).toISOString(),
});

/** A patient's diagnoses, by code. `patientId` is an opaque id. */
export const listProblems = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  patientId: string,
): Promise<{ items: ProblemOfPatient[]; next: null }> => {
  const rows = await reader
    .select()
    .from(t.condition)
    .where(eq(t.condition.patientId, patientId))
    .orderBy(asc(t.condition.code), asc(t.condition.id));
  return { items: rows.map(bodyOf), next: null };
};

const told = async (
  { store, actor, at }: VerbDeps,
  action: 'problem.add' | 'problem.remove',
  id: string,
  patientId: string,
): Promise<void> => {
  const subject = { type: 'condition', id };
  await recordAudit(store, { at, actor, action, subject, patientId, detail: {} });
  await emit(store, { at, kind: 'patient.changed', patientId, itemId: null, subjectId: id });
};

/** The diagnosis as an import would keep it. @throws AppError bad-request */
const checked = ({ system, code, onset }: ProblemInput, today: string) => {
  const line = { patient: 'this one', system, code, onset: onset ?? '' };
  const { data, error } = conditionsFile.line.safeParse(line);
  const [issue] = error?.issues ?? [];
  if (!data)
    throw new AppError('bad-request', `code ${issue?.message ?? 'is not valid'}`, {
      field: 'code',
      remedy: 'send a whole code of the system named',
    });
  if (data.onset !== undefined && data.onset > today)
    throw new AppError('bad-request', 'onset lies in the future', {
      field: 'onset',
      remedy: 'check the year, or leave the onset out',
    });
  return { system: data.system, code: data.code, onset: data.onset ?? null };
};

/** Puts a diagnosis on file, as importing it would. @throws AppError not-found, bad-request, conflict when on file */
export const addProblem = (deps: VerbDeps, id: string, input: ProblemInput): Promise<PatientRow> =>
  deps.store.write(async () => {
    const { db, t } = deps.store;
    const patient = await findPatient({ reader: db, t }, id);
    const condition = checked(input, todayOf(patient, deps.at));
    const row = { id: newId('cnd'), patientId: patient.id, ...condition, createdAt: deps.at };
    const added = await db.insert(t.condition).values(row).onConflictDoNothing().returning();
    if (added.length === 0)
      throw new AppError('conflict', 'this diagnosis is on file already', {
        field: 'code',
        remedy: 'remove it first to enter it with another onset',
      });
    await told(deps, 'problem.add', row.id, patient.id);
    return patient;
  });

/** Takes a diagnosis off. @throws AppError not-found, also when somebody was first */
export const removeProblem = (deps: VerbDeps, id: string, conditionId: string): Promise<PatientRow> =>
  deps.store.write(async () => {
    const { db, t } = deps.store;
    const patient = await findPatient({ reader: db, t }, id);
    const removed = await db
      .delete(t.condition)
      .where(and(eq(t.condition.id, conditionId), eq(t.condition.patientId, patient.id)))
      .returning({ id: t.condition.id });
    if (removed.length === 0)
      throw new AppError('not-found', 'the patient has no such diagnosis, or no more', {
        field: 'problem',
        remedy: 'take an id from GET /api/v1/patients/{id}/problems',
      });
    await told(deps, 'problem.remove', conditionId, patient.id);
    return patient;
  });
