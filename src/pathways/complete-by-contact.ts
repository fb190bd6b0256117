import { and, eq, inArray } from 'drizzle-orm';
import { careTask } from '../alerts/sources.ts';
import { isStanding } from '../db/partial.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import type { ContactRow } from '../worklist/rows.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { alignTaskAlert } from './align-task-alert.ts';
import { fetchTask, tellOfTask, updateTask } from './task-verb.ts';

/**
 * Marks a task done by a contact that reached somebody. Inside the transaction of the contact; the worklist is for
 * whoever calls. @throws AppError not-found, conflict, bad-request
 */
export const completeByContact = async (
  deps: VerbDeps,
  taskId: string,
  contact: ContactRow,
): Promise<void> => {
  const task = await fetchTask(deps, taskId);
  if (task.patientId !== contact.patientId)
    throw new AppError('bad-request', 'taskId: the task is not of this patient', {
      field: 'taskId',
      remedy: 'take an id from GET /api/v1/patients/{id}/tasks',
    });
  if (!contact.reached)
    throw new AppError('bad-request', 'taskId belongs to a contact that reached somebody', {
      field: 'taskId',
      remedy: 'leave taskId out: the attempt is shown on the task; after two, say so as its outcome',
    });
  await updateTask(deps, task, task.version, {
    state: 'done',
    outcome: `reached the ${contact.who} (${contact.channel})`,
    doneBy: actorName(deps.actor),
    doneAt: deps.at,
  });
  await tellOfTask(deps, task, 'done', { contactId: contact.id });
};

/** An alert that ended with its tasks goes on, unless another of its kind stands. */
const revive = async (
  { store: { db, t } }: VerbDeps,
  patientId: string,
  alertIds: readonly string[],
): Promise<void> => {
  if (alertIds.length === 0) return;
  const { alert } = t;
  const ofTasks = and(eq(alert.patientId, patientId), eq(alert.ruleId, careTask.id));
  const [standing] = await db
    .select({ id: alert.id })
    .from(alert)
    .where(and(ofTasks, isStanding(alert)));
  if (standing) return;
  await db
    .update(alert)
    .set({ state: 'firing', endedAt: null, endReason: null })
    .where(and(ofTasks, inArray(alert.id, [...alertIds])));
};

/** Opens tasks again that a deed had done, when the deed is taken back. Inside the transaction. */
export const reopenTasks = async (
  deps: VerbDeps,
  patientId: string,
  made: readonly string[],
): Promise<void> => {
  const { store, at } = deps;
  const { careTask: task } = store.t;
  const ids = made.filter(id => id.startsWith('tsk_'));
  if (ids.length === 0) return;
  const done = await store.db
    .select()
    .from(task)
    .where(and(inArray(task.id, ids), eq(task.state, 'done')));
  for (const { id, version } of done) {
    await store.db
      .update(task)
      .set({ state: 'open', outcome: null, doneBy: null, doneAt: null, version: version + 1 })
      .where(eq(task.id, id));
    await tellOfTask(deps, { id, patientId }, 'reopen', {});
  }
  await revive(
    deps,
    patientId,
    done.flatMap(({ alertId }) => alertId ?? []),
  );
  await alignTaskAlert(store, patientId, at);
};
