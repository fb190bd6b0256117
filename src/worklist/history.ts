import { asc, eq } from 'drizzle-orm';
import type { DeedBody } from '../contract/worklist.ts';
import type { Store } from '../db/open.ts';
import { isoOrNull } from './bodies.ts';
import { noSuchItem } from './verb.ts';

/** What people did to an item, in order, also what was taken back. @throws AppError not-found */
export const itemHistory = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  itemId: string,
): Promise<{ items: DeedBody[]; next: null }> => {
  const [item] = await reader.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (!item) throw noSuchItem();
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
