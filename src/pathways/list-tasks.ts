import { and, asc, count, desc, eq, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TaskBody, TaskPageBody, TasksQuery } from '../contract/tasks.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import { taskBodies } from './task-bodies.ts';

type Deps = Pick<Store, 'reader' | 't'>;

const dueWithinMs = { now: 0, day: dayMs, week: 7 * dayMs } as const;

const filterOf = (
  { t }: Deps,
  { program, state, due }: TasksQuery,
  programs: readonly string[] | null,
  now: number,
): SQL | undefined =>
  and(
    eq(t.careTask.state, state),
    due === undefined ? undefined : lte(t.careTask.dueAt, now + dueWithinMs[due]),
    program === undefined ? undefined : eq(t.patient.programId, program),
    programs === null ? undefined : inArray(t.patient.programId, [...programs]),
  );

const tasksCursor = z.tuple([z.literal('tasks'), z.number(), z.string()]);

/** Tasks of all patients, the one due first on top. `programs`: whose patients may be seen; null: all. */
export const listTasks = async (
  deps: Deps,
  query: TasksQuery,
  programs: readonly string[] | null,
  now: number,
): Promise<TaskPageBody> => {
  const { reader, t } = deps;
  const { dueAt, id, patientId } = t.careTask;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, tasksCursor);
  const filter = filterOf(deps, query, programs, now);
  const after = cursor ? sql`(${dueAt}, ${id}) > (${cursor[1]}, ${cursor[2]})` : undefined;
  const [rows, [counted]] = await Promise.all([
    reader
      .select({ task: t.careTask })
      .from(t.careTask)
      .innerJoin(t.patient, eq(t.patient.id, patientId))
      .where(and(filter, after))
      .orderBy(asc(dueAt), asc(id))
      .limit(query.limit + 1),
    reader
      .select({ tasks: count() })
      .from(t.careTask)
      .innerJoin(t.patient, eq(t.patient.id, patientId))
      .where(filter),
  ]);
  const page = rows.slice(0, query.limit).map(row => row.task);
  const last = page.at(-1);
  return {
    items: await taskBodies(deps, page, now),
    next: rows.length > query.limit && last ? encodeCursor(['tasks', last.dueAt, last.id]) : null,
    total: Number(counted?.tasks ?? 0),
  };
};

const ofPatientCursor = z.tuple([z.literal('patient-tasks'), z.number(), z.string()]);

/** Tasks of one patient, the one due last on top, done and cancelled ones too. `patientId` is an opaque id. */
export const listPatientTasks = async (
  deps: Deps,
  patientId: string,
  { limit, cursor: text }: { readonly limit: number; readonly cursor?: string | undefined },
  now: number,
): Promise<{ items: TaskBody[]; next: string | null }> => {
  const { careTask: task } = deps.t;
  const cursor = text === undefined ? null : decodeCursor(text, ofPatientCursor);
  const rows = await deps.reader
    .select()
    .from(task)
    .where(
      and(
        eq(task.patientId, patientId),
        cursor ? sql`(${task.dueAt}, ${task.id}) < (${cursor[1]}, ${cursor[2]})` : undefined,
      ),
    )
    .orderBy(desc(task.dueAt), desc(task.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await taskBodies(deps, page, now),
    next: rows.length > limit && last ? encodeCursor(['patient-tasks', last.dueAt, last.id]) : null,
  };
};
