import { eq } from 'drizzle-orm';
import { dueMarks } from '../db/due-marks.ts';
import type { Store } from '../db/open.ts';
import { rules } from '../rules/catalogue.ts';

const adherence = rules.filter(rule => rule.concern === 'adherence').map(rule => rule.id);

/** Makes patients due now. Inside the writer's transaction. */
export const markDue = async ({ sql }: Store, patientIds: readonly string[], at: number): Promise<void> => {
  const marks = dueMarks(sql)();
  await marks.hold(patientIds);
  for (const patientId of patientIds) await marks.mark(patientId, at);
  await marks.save(at);
};

/** Has what was judged since `sinceAt` judged again under a status entered only now. Inside the transaction. */
export const judgeAgainSince = async (
  { db, sql, t }: Store,
  patientId: string,
  sinceAt: number,
  at: number,
): Promise<void> => {
  const marks = dueMarks(sql)();
  const arrival = await marks.nextArrival(patientId);
  await marks.mark(patientId, sinceAt);
  await db
    .insert(t.retraction)
    .values({ patientId, arrival, kind: null, measuredAt: sinceAt, taken: null, at });
  await marks.save(at);
};

/** Makes a patient due, and has every rule on adherence look again at `turnAt`, also after a restart. Inside the transaction. */
export const lookAgainAt = async (
  store: Store,
  patientId: string,
  turnAt: number,
  at: number,
): Promise<void> => {
  const { db, t } = store;
  await markDue(store, [patientId], at);
  const [due] = await db.select({ timers: t.due.timers }).from(t.due).where(eq(t.due.patientId, patientId));
  const timers = { ...due?.timers };
  for (const id of adherence) {
    const timer = timers[id];
    if (!timer || timer.at > turnAt) timers[id] = { at: turnAt, wallAt: turnAt };
  }
  await db.update(t.due).set({ timers }).where(eq(t.due.patientId, patientId));
};
