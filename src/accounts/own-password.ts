import { eq } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import { fetchAccount } from './accounts.ts';
import { endSessionsOf } from './end-sessions.ts';
import { checkPassword, hashPassword, isPassword } from './password.ts';
import type { SignedIn } from './sessions.ts';

const notYours = (): AppError =>
  new AppError('wrong-credentials', 'this is not your password', {
    field: 'current',
    remedy: 'type your present password, or ask your admin for a new one',
  });

/** Changes one's own password; everywhere else one is signed out. @throws AppError wrong-credentials, bad-request */
export const changeOwnPassword = async (
  store: Store,
  { account, session }: SignedIn,
  { current, next }: { readonly current: string; readonly next: string },
  at: number,
): Promise<void> => {
  const { passwordHash, username } = account;
  if (!(await isPassword(current, passwordHash))) {
    throw notYours();
  }
  checkPassword(next, username, 'next');
  const changed = await hashPassword(next);
  await store.write(async () => {
    const { db, t } = store;
    const { id, name, version, passwordHash: present } = await fetchAccount(store, db, account.id);
    if (present !== passwordHash) throw notYours();
    await db
      .update(t.account)
      .set({ passwordHash: changed, mustChangePassword: false, version: version + 1 })
      .where(eq(t.account.id, id));
    await endSessionsOf(store, id, session.id);
    await recordAudit(store, {
      ...{ at, action: 'account.password', subject: { type: 'account', id }, patientId: null, detail: {} },
      actor: { type: 'person', name },
    });
  });
};
