import { and, desc, eq } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import type { Row } from '../worklist/rows.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { alignTaskAlert } from './align-task-alert.ts';

export type TaskRow = Row<'careTask'>;

/** @throws AppError not-found */
export const fetchTask = async ({ store: { db, t } }: VerbDeps, id: string): Promise<TaskRow> => {
  const [task] = await db.select().from(t.careTask).where(eq(t.careTask.id, id));
  if (task) return task;
  throw new AppError('not-found', 'there is no such task', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/tasks',
  });
};

/** Who changed a task last, by the audit. */
const conflictOn = async ({ store: { db, t } }: VerbDeps, task: TaskRow): Promise<AppError> => {
  const [last] = await db
    .select({ actor: t.auditLog.actor, at: t.auditLog.at })
    .from(t.auditLog)
    .where(and(eq(t.auditLog.subjectType, 'care-task'), eq(t.auditLog.subjectId, task.id)))
    .orderBy(desc(t.auditLog.id))
    .limit(1);
  const by = last?.actor.replace(/^\w+:/, '') ?? task.createdBy;
  const at = last?.at ?? task.createdAt;
  return new AppError('conflict', `${by} changed this task at ${new Date(at).toISOString()}`, {
    remedy: 'load the task again and decide on what it says now',
    conflict: { by, at, state: task.state },
  });
};

/** Writes a change only if the task is open and as it was seen: a lost race is a conflict. @throws AppError conflict */
export const updateTask = async (
  deps: VerbDeps,
  task: TaskRow,
  version: number,
  fields: Partial<TaskRow>,
): Promise<void> => {
  const { db, t } = deps.store;
  if (task.state !== 'open' || task.version !== version) throw await conflictOn(deps, task);
  await db
    .update(t.careTask)
    .set({ ...fields, version: version + 1 })
    .where(and(eq(t.careTask.id, task.id), eq(t.careTask.version, version)));
};

/** The audit row and the event of one change of a task. */
export const tellOfTask = async (
  { store, actor, at }: VerbDeps,
  { id, patientId }: Pick<TaskRow, 'id' | 'patientId'>,
  verb: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const subject = { type: 'care-task', id };
  await recordAudit(store, { at, actor, action: `care-task.${verb}`, subject, patientId, detail });
  await emit(store, { at, kind: 'task.changed', patientId, itemId: null, subjectId: id });
};

/** One transaction: a task that is open, and as it was seen, is changed, and the worklist with it. */
export const changeTask = (
  deps: VerbDeps,
  id: string,
  change: {
    readonly verb: string;
    readonly version: number;
    readonly fields: Partial<TaskRow>;
    readonly detail: Readonly<Record<string, unknown>>;
  },
): Promise<void> =>
  deps.store.write(async () => {
    const task = await fetchTask(deps, id);
    await updateTask(deps, task, change.version, change.fields);
    await tellOfTask(deps, task, change.verb, change.detail);
    await alignTaskAlert(deps.store, task.patientId, deps.at);
  });

const longestAheadMs = 366 * dayMs;

/** The instant of a task, from now up to a year ahead. @throws AppError bad-request */
export const taskInstant = (text: string, at: number): number => {
  const dueAt = Date.parse(text);
  if (dueAt >= at && dueAt <= at + longestAheadMs) return dueAt;
  throw new AppError('bad-request', 'dueAt: must lie from now up to a year ahead', {
    field: 'dueAt',
    remedy: `send a time from ${new Date(at).toISOString()} up to a year later`,
  });
};
