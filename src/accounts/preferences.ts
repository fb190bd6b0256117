import { eq } from 'drizzle-orm';
import type { Preferences } from '../contract/session.ts';
import type { Store } from '../db/open.ts';

/** How a person likes her page; no patient's data, so nothing of it is audited. */
export const savePreferences = (
  { write, db, t }: Store,
  accountId: string,
  preferences: Preferences,
): Promise<void> =>
  write(async () => {
    await db
      .update(t.account)
      .set({ preferences: { ...preferences } })
      .where(eq(t.account.id, accountId));
  });
