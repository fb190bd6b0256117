import { and, asc, eq, gt, isNotNull, lte, min, notInArray, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { eachApart, type Outcome } from './each-apart.ts';
import { pageAnother, pageItem } from './page-item.ts';

const mostAtOnce = 100;

const dueIds = async ({ reader, t }: Store, failedIds: string[], now: number): Promise<string[]> => {
  const { id, nextPageAt } = t.worklistItem;
  const rows = await reader
    .select({ id })
    .from(t.worklistItem)
    .where(and(isNotNull(nextPageAt), lte(nextPageAt, now), notInArray(id, failedIds)))
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

/** Tells everybody whose step is due, and the next where a message could not be delivered. */
export const runPages = async (store: Store, now: number): Promise<Outcome> => {
  const another = await eachApart(await undelivered(store, now), id => pageAnother(store, id, now));
  const failures = new Map(another.failures);
  let { did } = another;
  const due = () => dueIds(store, [...failures.keys()], now);
  for (let ids = await due(); ids.length > 0; ids = await due()) {
    const told = await eachApart(ids, id => pageItem(store, id, now));
    for (const [id, error] of told.failures) failures.set(id, error);
    did = told.did || did;
  }
  return { did, failures };
};

/** When the next step falls due, of those not due at `after`. */
export const nextPageDueAt = async ({ reader, t }: Store, after: number): Promise<number | null> => {
  const { nextPageAt } = t.worklistItem;
  const [row] = await reader
    .select({ at: min(nextPageAt) })
    .from(t.worklistItem)
    .where(gt(nextPageAt, after));
  return row?.at ?? null;
};
