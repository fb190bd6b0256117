import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { Earlier } from './paging.ts';

/** Whom an item's people were told of since somebody last dealt with it, oldest first. */
export const earlierOf = async ({ db, t }: Pick<Store, 'db' | 't'>, itemId: string): Promise<Earlier[]> => {
  const rows = await db
    .select({ to: t.page.to, state: t.page.state })
    .from(t.page)
    .where(and(eq(t.page.itemId, itemId), inArray(t.page.state, ['sent', 'nobody', 'held'])))
    .orderBy(asc(t.page.at), asc(t.page.step));
  return rows as Earlier[];
};
