import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import type { TaskBody } from '../contract/tasks.ts';
import type { Store } from '../db/open.ts';
import { isOpenItem } from '../db/partial.ts';
import { AppError } from '../errors.ts';
import { summariesOf } from '../roster/summaries.ts';
import { attemptsFrom, taskBody } from './task-body.ts';
import type { TaskRow } from './task-verb.ts';

type Deps = Pick<Store, 'reader' | 't'>;

const contactsOf = async ({ reader, t }: Deps, tasks: readonly TaskRow[]) => {
  const calls = tasks.filter(task => task.kind !== 'other');
  if (calls.length === 0) return new Map<string, never[]>();
  const ids = [...new Set(calls.map(task => task.patientId))];
  const since = Math.min(...calls.map(attemptsFrom));
  const rows = await reader
    .select()
    .from(t.contact)
    .where(and(inArray(t.contact.patientId, ids), gte(t.contact.at, since)))
    .orderBy(asc(t.contact.at), asc(t.contact.id));
  return Map.groupBy(rows, row => row.patientId);
};

const openItemsOf = async ({ reader, t }: Deps, patientIds: readonly string[]) => {
  const { id, patientId, state } = t.worklistItem;
  const rows = await reader
    .select({ id, patientId })
    .from(t.worklistItem)
    .where(and(inArray(patientId, [...patientIds]), isOpenItem({ state })));
  return new Map(rows.map(row => [row.patientId, row.id]));
};

/** Tasks with their patients, attempts and lines, in the order given. */
export const taskBodies = async (deps: Deps, tasks: readonly TaskRow[], now: number): Promise<TaskBody[]> => {
  if (tasks.length === 0) return [];
  const patientIds = [...new Set(tasks.map(task => task.patientId))];
  const [patients, contacts, openItems] = await Promise.all([
    summariesOf(deps, patientIds, now),
    contactsOf(deps, tasks),
    openItemsOf(deps, patientIds),
  ]);
  return tasks.flatMap(task => {
    const patient = patients.get(task.patientId);
    const said = {
      contacts: contacts.get(task.patientId) ?? [],
      openItemId: openItems.get(task.patientId) ?? null,
    };
    return patient ? [taskBody(task, { ...said, patient }, now)] : [];
  });
};

/** One task. @throws AppError not-found */
export const readTask = async (deps: Deps, id: string, now: number): Promise<TaskBody> => {
  const tasks = await deps.reader.select().from(deps.t.careTask).where(eq(deps.t.careTask.id, id));
  const [body] = await taskBodies(deps, tasks, now);
  if (body) return body;
  throw new AppError('not-found', 'there is no such task', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/tasks',
  });
};
