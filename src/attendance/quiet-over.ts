import { and, eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { wakeAt } from '../worklist/wake.ts';

/**
 * Has what is quiet over a gateway's incident run out, and whose it is looked at again, whatever becomes of who asked.
 * Inside the transaction that ends the incident. Returns whose it is.
 */
export const endQuietOver = async (
  { db, t, sql }: Pick<Store, 'db' | 't' | 'sql'>,
  incidentId: string,
  now: number,
): Promise<readonly string[]> => {
  const { state, quietBy, quietFor, patientId } = t.alert;
  const rows = await db
    .update(t.alert)
    .set({ quietUntil: now })
    .where(and(eq(state, 'firing'), eq(quietBy, 'gateway'), eq(quietFor, incidentId)))
    .returning({ patientId });
  const patientIds = [...new Set(rows.map(row => row.patientId))].sort();
  for (const id of patientIds) await wakeAt({ sql }, id, now);
  return patientIds;
};
