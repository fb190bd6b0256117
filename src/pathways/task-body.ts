import type { PatientSummaryBody } from '../contract/patients.ts';
import type { TaskBody } from '../contract/tasks.ts';
import type { TaskKind } from '../domain/care-task.ts';
import { dayMs } from '../domain/local-day.ts';
import type { ContactRow } from '../worklist/rows.ts';
import type { TaskRow } from './task-verb.ts';

const iso = (at: number): string => new Date(at).toISOString();

type Called = Pick<TaskRow, 'kind' | 'dueAt' | 'createdAt' | 'doneAt'>;

/** Convention: a call two days early is meant for the task; an earlier one belongs to what was before. */
const earlyMs = 2 * dayMs;

/** From when on an attempt to reach somebody counts for a task. */
export const attemptsFrom = ({ dueAt, createdAt }: Pick<Called, 'dueAt' | 'createdAt'>): number =>
  Math.max(createdAt, dueAt - earlyMs);

/** The attempts to reach the patient or a caregiver that count for a call; none for another task. Pure. */
export const attemptsOf = <C extends Pick<ContactRow, 'at' | 'who'>>(
  task: Called,
  contacts: readonly C[],
): C[] =>
  task.kind === 'other'
    ? []
    : contacts.filter(
        ({ at, who }) =>
          who !== 'provider' && at >= attemptsFrom(task) && at <= (task.doneAt ?? Number.POSITIVE_INFINITY),
      );

type Said = {
  readonly patient: PatientSummaryBody;
  /** of the patient, oldest first */
  readonly contacts: readonly ContactRow[];
  readonly openItemId: string | null;
};

export const taskBody = (task: TaskRow, said: Said, now: number): TaskBody => ({
  id: task.id,
  version: task.version,
  patient: said.patient,
  kind: task.kind as TaskKind,
  title: task.title,
  because: task.because,
  encounterId: task.encounterId,
  dueAt: iso(task.dueAt),
  isDue: task.state === 'open' && task.dueAt <= now,
  state: task.state,
  outcome: task.outcome,
  doneBy: task.doneBy,
  doneAt: task.doneAt === null ? null : iso(task.doneAt),
  attempts: attemptsOf(task, said.contacts).map(({ id, who, channel, reached, by, at }) => ({
    contactId: id,
    who,
    channel,
    reached,
    by,
    at: iso(at),
  })),
  openItemId: said.openItemId,
  createdBy: task.createdBy,
  createdAt: iso(task.createdAt),
});
