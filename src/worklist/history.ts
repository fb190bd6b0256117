import { asc, eq } from 'drizzle-orm';
import type { DeedBody } from '../contract/worklist.ts';
import type { Store } from '../db/open.ts';
import { isoOrNull } from './bodies.ts';
import { findItem } from './list.ts';
import type { Viewer } from './list-filter.ts';
import { noSuchItem } from './verb.ts';

/** What people did to an item, in order, also what was taken back. @throws AppError not-found */
export const itemHistory = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  itemId: string,
  viewer: Pick<Viewer, 'programs'>,
): Promise<{ items: DeedBody[]; next: null }> => {
  if ((await findItem({ reader, t }, itemId, viewer)) === null) throw noSuchItem();
  const deeds = await reader
    .select()
    .from(t.deed)
    .where(eq(t.deed.itemId, itemId))
    .orderBy(asc(t.deed.version));
  return {
    items: deeds.map(({ id, verb, by, at, undoneAt }) => ({
      id,
      verb,
      by,
      at: new Date(at).toISOString(),
      undoneAt: isoOrNull(undoneAt),
    })),
    next: null,
  };
};
