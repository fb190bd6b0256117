import { inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { attach } from './attach.ts';

/** Brings patients' items in line again after what hides their alerts has begun or ended. Inside a transaction. */
export const reconsider = async (store: Store, patientIds: readonly string[], now: number): Promise<void> => {
  const { db, t } = store;
  const patients = await db
    .select({ id: t.patient.id, programId: t.patient.programId })
    .from(t.patient)
    .where(inArray(t.patient.id, [...patientIds]))
    .orderBy(t.patient.id);
  for (const { id, programId } of patients) {
    const nothing = { changedIds: [], newsIds: [], againIds: [] };
    await attach(store, { patientId: id, programId, ...nothing, now });
  }
};
