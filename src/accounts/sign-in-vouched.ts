import { eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import type { AccountRow } from './accounts.ts';
import type { Vouched } from './oidc.ts';
import { letIn } from './sign-in.ts';

const noAccount = (): AppError =>
  new AppError('not-permitted', 'the identity provider knows you, but you have no account here', {
    field: 'username',
    remedy: 'ask your admin to add one without a password under the username that the provider tells',
  });

/**
 * The account that is bound to the person at the provider; else, once, the one of that username that has no password:
 * an account with one cannot be taken over by whoever chooses its username elsewhere.
 */
const accountOf = async (
  { db, t }: Store,
  { subject, username }: Vouched,
): Promise<AccountRow | undefined> => {
  const [bound] = await db.select().from(t.account).where(eq(t.account.oidcSubject, subject));
  if (bound) return bound;
  const [named] = await db.select().from(t.account).where(eq(t.account.username, username));
  if (!named || named.passwordHash !== null || named.oidcSubject !== null) return undefined;
  await db.update(t.account).set({ oidcSubject: subject }).where(eq(t.account.id, named.id));
  return named;
};

/** Signs in whom the identity provider vouches for. Returns the cookie's value. @throws AppError not-permitted */
export const signInVouched = (store: Store, vouched: Vouched, at: number): Promise<string> =>
  store.write(async () => {
    const account = await accountOf(store, vouched);
    if (!account || account.disabledAt !== null) throw noAccount();
    return letIn(store, account, 'provider', at);
  });
