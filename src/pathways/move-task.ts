import type { TaskMoveInput } from '../contract/tasks.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { changeTask, taskInstant } from './task-verb.ts';

/** Gives a task another time; it leaves the worklist until then. @throws AppError not-found, conflict, bad-request */
export const moveTask = async (
  deps: VerbDeps,
  id: string,
  { dueAt: text, version }: TaskMoveInput,
): Promise<void> => {
  const dueAt = taskInstant(text, deps.at);
  await changeTask(deps, id, { verb: 'move', version, fields: { dueAt, alertId: null }, detail: { dueAt } });
};
