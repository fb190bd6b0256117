import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ProblemInput, ProblemOfPatient, ProblemRemoval } from '../contract/medications.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
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
  version: row.version,
});

/** A patient's diagnoses, by code. `patientId` is an opaque id. */
export const listProblems = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  patientId: string,
): Promise<{ items: ProblemOfPatient[]; next: null }> => {
  const rows = await reader
    .select()
    .from(t.condition)
    .where(and(eq(t.condition.patientId, patientId), isNull(t.condition.endedAt)))
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

type Checked = ReturnType<typeof checked>;

/** The diagnosis as it is on file or was; a code is there once. */
const rowOf = async ({ store: { db, t } }: VerbDeps, patientId: string, { system, code }: Checked) => {
  const { condition: c } = t;
  const [row] = await db
    .select()
    .from(c)
    .where(and(eq(c.patientId, patientId), eq(c.system, system), eq(c.code, code)));
  return row;
};

/** Writes a diagnosis if it is still as it was fetched. @throws AppError conflict */
const save = async (
  { store: { db, t } }: VerbDeps,
  before: ConditionRow,
  fields: Partial<ConditionRow>,
): Promise<void> => {
  const saved = await db
    .update(t.condition)
    .set({ ...fields, version: before.version + 1 })
    .where(and(eq(t.condition.id, before.id), eq(t.condition.version, before.version)))
    .returning({ id: t.condition.id });
  if (saved.length === 0) throw changedMeanwhile();
};

const changedMeanwhile = (): AppError =>
  new AppError('conflict', 'this diagnosis was changed meanwhile', {
    field: 'version',
    remedy: 'load the diagnoses again and decide on what they say now',
  });

/** Puts a diagnosis on file, as importing it would. @throws AppError not-found, bad-request, conflict when on file */
export const addProblem = (deps: VerbDeps, id: string, input: ProblemInput): Promise<PatientRow> =>
  deps.store.write(async () => {
    const { store, at } = deps;
    const patient = await findPatient({ reader: store.db, t: store.t }, id);
    const condition = checked(input, todayOf(patient, at));
    const before = await rowOf(deps, patient.id, condition);
    if (before && before.endedAt === null)
      throw new AppError('conflict', 'this diagnosis is on file already', {
        field: 'code',
        remedy: 'remove it first to enter it with another onset',
      });
    const conditionId = before?.id ?? newId('cnd');
    const { onset } = condition;
    if (before) await save(deps, before, { onset, createdAt: at, endedAt: null, endedBy: null });
    else
      await store.db
        .insert(store.t.condition)
        .values({ id: conditionId, patientId: patient.id, ...condition, createdAt: at });
    await told(deps, 'problem.add', conditionId, patient.id);
    return patient;
  });

/**
 * Takes a diagnosis off: it counts no more, and who took it off and when is kept.
 * @throws AppError not-found, also when somebody was first; conflict when it is not as it was seen
 */
export const removeProblem = (
  deps: VerbDeps,
  id: string,
  conditionId: string,
  { version }: ProblemRemoval,
): Promise<PatientRow> =>
  deps.store.write(async () => {
    const { db, t } = deps.store;
    const { condition: c } = t;
    const patient = await findPatient({ reader: db, t }, id);
    const [row] = await db
      .select()
      .from(c)
      .where(and(eq(c.id, conditionId), eq(c.patientId, patient.id), isNull(c.endedAt)));
    if (!row)
      throw new AppError('not-found', 'the patient has no such diagnosis, or no more', {
        field: 'problem',
        remedy: 'take an id from GET /api/v1/patients/{id}/problems',
      });
    if (version !== undefined && version !== row.version) throw changedMeanwhile();
    await save(deps, row, { endedAt: deps.at, endedBy: actorName(deps.actor) });
    await told(deps, 'problem.remove', conditionId, patient.id);
    return patient;
  });
