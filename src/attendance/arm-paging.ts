import { and, eq, inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { ItemRow } from '../worklist/rows.ts';
import { armed, asksForPerson, isSnoozed } from './paging.ts';
import { planOf } from './plan-of.ts';

type Deps = Pick<Store, 'db' | 't'>;

/** Who dealt with an item that asks for nobody now. */
const answererOf = (item: ItemRow): string => {
  if (item.state === 'closed') return item.closedBy ?? 'system';
  if (item.state === 'acknowledged') return item.acknowledgedBy ?? 'system';
  return item.snoozedBy ?? item.lastActor ?? 'system';
};

const answerPages = async ({ db, t }: Deps, item: ItemRow, now: number): Promise<void> => {
  await db
    .update(t.page)
    .set({ state: 'answered', answeredAt: now, answeredBy: answererOf(item) })
    .where(and(eq(t.page.itemId, item.id), inArray(t.page.state, ['sent', 'nobody', 'held'])));
};

/**
 * Sets when the next person is told of an item, from the item as it now is, and marks those told as answered once
 * somebody has dealt with it. Inside a transaction; however often it is called, the result is the same.
 */
export const armPaging = async (deps: Deps, itemId: string, now: number): Promise<void> => {
  const { db, t } = deps;
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (!item || (!asksForPerson(item) && item.nextPageAt === null && item.pageStep === 0)) return;
  const plan = asksForPerson(item) ? await planOf({ reader: db, t }, item.programId) : null;
  const next = armed(item, plan, now);
  if (!asksForPerson(item) || isSnoozed(item, now)) await answerPages(deps, item, now);
  if (next.pageStep === item.pageStep && next.nextPageAt === item.nextPageAt) return;
  await db.update(t.worklistItem).set(next).where(eq(t.worklistItem.id, itemId));
};
