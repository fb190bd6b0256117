import { and, eq, inArray, sql } from 'drizzle-orm';
import { demandsItem } from '../alerts/attention.ts';
import type { Store } from '../db/open.ts';

/** Whether an item has an alert that a person must still answer; one that was reopened may have none. */
export const demandsPerson = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  itemId: string,
  now: number,
): Promise<boolean> => {
  const { alert, alertReview } = t;
  const latest = sql`(select latest.id from ${alertReview} latest where latest.alert_id = ${alert.id} order by latest.at desc limit 1)`;
  const rows = await db
    .select({ alert, review: alertReview })
    .from(alert)
    .leftJoin(alertReview, and(eq(alertReview.alertId, alert.id), eq(alertReview.id, latest)))
    .where(and(eq(alert.itemId, itemId), inArray(alert.state, ['firing', 'ended'])));
  return rows.some(row => demandsItem(row.alert, row.review, now));
};
