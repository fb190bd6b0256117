import { and, asc, eq, gt, isNotNull, lte, min, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { pageAnother, pageItem } from './page-item.ts';

const mostAtOnce = 100;

const dueIds = async ({ reader, t }: Store, now: number): Promise<string[]> => {
  const { id, nextPageAt } = t.worklistItem;
  const rows = await reader
    .select({ id })
    .from(t.worklistItem)
    .where(and(isNotNull(nextPageAt), lte(nextPageAt, now)))
    .orderBy(asc(nextPageAt))
    .limit(mostAtOnce);
  return rows.map(row => row.id);
};

/** Items of which the last person told got no message, though it was tried until it was given up. */
const undelivered = async ({ reader, t }: Store, now: number): Promise<string[]> => {
  const { worklistItem, page, webhookDelivery } = t;
  const isLatest = sql`not exists (select 1 from ${page} later where later.item_id = ${worklistItem.id} and later.step > ${page.step} and later.state <> 'answered')`;
  const rows = await reader
    .select({ id: worklistItem.id })
    .from(worklistItem)
    .innerJoin(page, and(eq(page.itemId, worklistItem.id), eq(page.state, 'sent')))
    .innerJoin(
      webhookDelivery,
      and(eq(webhookDelivery.id, page.deliveryId), eq(webhookDelivery.state, 'dead')),
    )
    .where(and(isNotNull(worklistItem.nextPageAt), gt(worklistItem.nextPageAt, now), isLatest));
  return rows.map(row => row.id);
};

/**
 * Tells everybody whose step is due, and the next where a message could not be delivered; true when anything was done.
 * One item that cannot be told of holds up no other. @throws the first failure, once all others were told
 */
export const runPages = async (store: Store, now: number): Promise<boolean> => {
  const failures = new Map<string, unknown>();
  let did = false;
  const tell = async (id: string, page: typeof pageItem): Promise<void> => {
    try {
      did = (await page(store, id, now)) || did;
    } catch (error) {
      failures.set(id, error);
    }
  };
  const due = async () => (await dueIds(store, now)).filter(id => !failures.has(id));
  for (const id of await undelivered(store, now)) await tell(id, pageAnother);
  for (let ids = await due(); ids.length > 0; ids = await due()) {
    for (const id of ids) await tell(id, pageItem);
  }
  for (const error of failures.values()) throw error;
  return did;
};

/** When the next step falls due; null when nobody waits for one. */
export const nextPageDueAt = async ({ reader, t }: Store): Promise<number | null> => {
  const { nextPageAt } = t.worklistItem;
  const [row] = await reader
    .select({ at: min(nextPageAt) })
    .from(t.worklistItem)
    .where(isNotNull(nextPageAt));
  return row?.at ?? null;
};
