import type { TaskDoneInput } from '../contract/tasks.ts';
import { actorName } from '../domain/actor.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { changeTask } from './task-verb.ts';

/** Says that a task was done and what came of it. @throws AppError not-found, conflict */
export const doneTask = (deps: VerbDeps, id: string, { outcome, version }: TaskDoneInput): Promise<void> =>
  changeTask(deps, id, {
    verb: 'done',
    version,
    fields: { state: 'done', outcome, doneBy: actorName(deps.actor), doneAt: deps.at },
    detail: {},
  });
