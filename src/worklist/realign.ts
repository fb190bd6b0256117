import { eq } from 'drizzle-orm';
import { attach } from './attach.ts';
import type { ItemRow } from './rows.ts';
import type { VerbDeps } from './verb.ts';
import { wakeAt } from './wake.ts';

/** Brings a patient's item in line with the alerts after a person put it back to what it was. Inside a transaction. */
export const realign = async ({ store, at }: VerbDeps, item: ItemRow): Promise<void> => {
  const { db, t } = store;
  const [patient] = await db.select().from(t.patient).where(eq(t.patient.id, item.patientId));
  await attach(store, {
    patientId: item.patientId,
    programId: patient?.programId ?? item.programId,
    changedIds: [],
    newsIds: [],
    againIds: [],
    now: at,
  });
  // the ends of snoozes and acceptances have moved: the next evaluation sets the time of the next wake
  await wakeAt(store, item.patientId, at);
};
