import { eq } from 'drizzle-orm';
import type { Preferences } from '../contract/session.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { fetchAccount } from './accounts.ts';

/** Keeps how a person likes her page; units of readings belong to it, so it is audited. @throws AppError not-found */
export const savePreferences = (
  store: Store,
  accountId: string,
  preferences: Preferences,
  at: number,
): Promise<void> =>
  store.write(async () => {
    const { db, t } = store;
    const { id, name } = await fetchAccount(store, db, accountId);
    await db
      .update(t.account)
      .set({ preferences: { ...preferences } })
      .where(eq(t.account.id, id));
    await recordAudit(store, {
      ...{ at, action: 'account.preferences', subject: { type: 'account', id }, patientId: null },
      actor: { type: 'person', name },
      detail: { ...preferences },
    });
  });
