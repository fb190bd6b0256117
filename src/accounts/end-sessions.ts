import { and, eq, ne } from 'drizzle-orm';
import type { Store } from '../db/open.ts';

/** Inside a transaction: everybody signed in to an account is signed out, but for the session that is kept. */
export const endSessionsOf = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  accountId: string,
  keepId = '',
): Promise<void> => {
  await db.delete(t.session).where(and(eq(t.session.accountId, accountId), ne(t.session.id, keepId)));
};
