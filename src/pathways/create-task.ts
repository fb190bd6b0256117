import type { TaskInput } from '../contract/tasks.ts';
import { actorName } from '../domain/actor.ts';
import { newId } from '../ids.ts';
import { findPatient } from '../roster/patients.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { alignTaskAlert } from './align-task-alert.ts';
import { type TaskRow, taskInstant, tellOfTask } from './task-verb.ts';

type NewTask = Pick<TaskRow, 'patientId' | 'kind' | 'title' | 'because' | 'encounterId' | 'dueAt'>;

/** Writes a task, inside a transaction, and tells of it; the worklist is for whoever calls. */
export const insertTask = async (deps: VerbDeps, task: NewTask): Promise<TaskRow> => {
  const { store, actor, at } = deps;
  const row: TaskRow = {
    ...task,
    id: newId('tsk'),
    state: 'open',
    outcome: null,
    doneBy: null,
    doneAt: null,
    alertId: null,
    version: 1,
    createdBy: actorName(actor),
    createdAt: at,
  };
  await store.db.insert(store.t.careTask).values(row);
  await tellOfTask(deps, row, 'start', { kind: row.kind, dueAt: row.dueAt, encounterId: row.encounterId });
  return row;
};

/** Starts a task by hand; one that is due now is on the worklist at once. The result is its id. @throws AppError not-found, bad-request */
export const createTask = (
  deps: VerbDeps,
  id: string,
  { title, dueAt, because }: TaskInput,
): Promise<string> =>
  deps.store.write(async () => {
    const { db, t } = deps.store;
    const { id: patientId } = await findPatient({ reader: db, t }, id);
    const task = await insertTask(deps, {
      patientId,
      kind: 'other',
      title,
      because: because ?? `asked for by ${actorName(deps.actor)}`,
      encounterId: null,
      dueAt: taskInstant(dueAt, deps.at),
    });
    await alignTaskAlert(deps.store, patientId, deps.at);
    return task.id;
  });
