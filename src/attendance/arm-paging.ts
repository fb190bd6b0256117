import { and, eq, inArray, max } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';
import type { ItemRow } from '../worklist/rows.ts';
import { demandsPerson } from './demands-person.ts';
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

const lastToldAt = async ({ db, t }: Deps, { id, pageStep }: ItemRow): Promise<number | null> => {
  if (pageStep === 0) return null;
  const [row] = await db
    .select({ at: max(t.page.at) })
    .from(t.page)
    .where(eq(t.page.itemId, id));
  return row?.at ?? null;
};

/** The plan by which somebody is told of an item, if it asks for anybody; null: nobody is told. */
const planFor = async (deps: Deps, item: ItemRow, now: number): Promise<CoveragePlan | null> => {
  if (!asksForPerson(item)) return null;
  const plan = await planOf({ reader: deps.db, t: deps.t }, item.programId);
  return plan && (await demandsPerson(deps, item.id, now)) ? plan : null;
};

/**
 * Sets when the next person is told of an item, from the item and its alerts as they now are, and marks those told as
 * answered once somebody has dealt with it. Inside a transaction; however often it is called, the result is the same.
 */
export const armPaging = async (deps: Deps, itemId: string, now: number): Promise<void> => {
  const { db, t } = deps;
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (!item) return;
  // one that was handed over has pages though nobody is told of it by the plan
  if (item.state === 'closed') await answerPages(deps, item, now);
  if (!asksForPerson(item) && item.nextPageAt === null && item.pageStep === 0) return;
  const next = armed(item, await planFor(deps, item, now), now, await lastToldAt(deps, item));
  if (!asksForPerson(item) || isSnoozed(item, now)) await answerPages(deps, item, now);
  if (next.pageStep === item.pageStep && next.nextPageAt === item.nextPageAt) return;
  await db.update(t.worklistItem).set(next).where(eq(t.worklistItem.id, itemId));
};
