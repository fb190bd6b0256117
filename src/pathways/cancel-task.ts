import type { TaskCancelInput } from '../contract/tasks.ts';
import { actorName } from '../domain/actor.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { changeTask } from './task-verb.ts';

/** Says why a task need not be done. @throws AppError not-found, conflict */
export const cancelTask = (deps: VerbDeps, id: string, { why, version }: TaskCancelInput): Promise<void> =>
  changeTask(deps, id, {
    verb: 'cancel',
    version,
    fields: { state: 'cancelled', outcome: why, doneBy: actorName(deps.actor), doneAt: deps.at },
    detail: {},
  });
