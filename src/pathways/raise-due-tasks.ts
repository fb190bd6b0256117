import { and, eq, gt, isNull, lte, min } from 'drizzle-orm';
import { eachApart, type Outcome } from '../attendance/each-apart.ts';
import type { Store } from '../db/open.ts';
import { statusesOf } from '../roster/monitoring.ts';
import { alignTaskAlert, tasksWait } from './align-task-alert.ts';

const notRaised = ({ careTask }: Store['t']) => and(eq(careTask.state, 'open'), isNull(careTask.alertId));

/** Tasks that have fallen due come onto the worklist, one patient after another. */
export const raiseDueTasks = async (store: Store, now: number): Promise<Outcome> => {
  const { reader, t } = store;
  const rows = await reader
    .selectDistinct({ patientId: t.careTask.patientId })
    .from(t.careTask)
    .where(and(notRaised(t), lte(t.careTask.dueAt, now)))
    .orderBy(t.careTask.patientId);
  const ids = rows.map(row => row.patientId);
  const statusOf = await statusesOf(store, ids, now);
  return eachApart(
    ids.filter(id => !tasksWait.includes(statusOf(id))),
    id => store.write(() => alignTaskAlert(store, id, now)),
  );
};

/** When the next task falls due, of those not due at `after`. */
export const nextTaskDueAt = async ({ reader, t }: Store, after: number): Promise<number | null> => {
  const [row] = await reader
    .select({ at: min(t.careTask.dueAt) })
    .from(t.careTask)
    .where(and(notRaised(t), gt(t.careTask.dueAt, after)));
  return row?.at ?? null;
};
