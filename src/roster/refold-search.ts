import { eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { searchTextOf } from './fold-for-search.ts';

/** Brings the search text of patients kept by an older version in line with this one; one that is so already stays. */
export const refoldSearch = async ({ db, reader, t, write }: Store): Promise<void> => {
  const { id, family, given, siteId, phone, search } = t.patient;
  const rows = await reader.select({ id, family, given, siteId, phone, search }).from(t.patient);
  const stale = rows.filter(row => row.search !== searchTextOf(row));
  if (stale.length === 0) return;
  await write(async () => {
    for (const row of stale) {
      await db
        .update(t.patient)
        .set({ search: searchTextOf(row) })
        .where(eq(id, row.id));
    }
  });
};
