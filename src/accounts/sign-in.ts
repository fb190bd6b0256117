import { eq } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import type { AccountRow } from './accounts.ts';
import { afterWrong, noTries, type Tries } from './lockout.ts';
import { isPassword } from './password.ts';
import { openSession } from './sessions.ts';

/** Wrong passwords for usernames that nobody has, so that these answer as others do; the oldest are forgotten. */
export type Strangers = Map<string, Tries>;
const mostStrangers = 10_000;

export type SignInDeps = {
  readonly store: Store;
  readonly strangers: Strangers;
  readonly at: number;
};

const wrong = (): AppError =>
  new AppError('wrong-credentials', 'username and password do not belong together', {
    field: 'password',
    remedy: 'type both again, or ask your admin for a new password',
  });

const locked = (until: number, at: number): AppError =>
  new AppError('locked', 'too many wrong passwords: signing in is paused for this username', {
    field: 'username',
    remedy: `try again after ${new Date(until).toISOString()}`,
    retryAfterS: Math.max(1, Math.ceil((until - at) / 1000)),
  });

const refuseLocked = ({ lockedUntil }: Tries, at: number): void => {
  if (lockedUntil !== null && lockedUntil > at) throw locked(lockedUntil, at);
};

const countStranger = ({ strangers, at }: SignInDeps, username: string): void => {
  const tries = strangers.get(username) ?? noTries;
  refuseLocked(tries, at);
  strangers.delete(username);
  strangers.set(username, afterWrong(tries, at));
  const [oldest] = strangers.keys();
  if (strangers.size > mostStrangers && oldest !== undefined) strangers.delete(oldest);
};

/**
 * The account, once this try is counted: before the password is looked at, so that many tries at once are no more than
 * one after the other. @throws AppError locked
 */
const countTry = (deps: SignInDeps, username: string): Promise<AccountRow | undefined> => {
  const { store, at } = deps;
  const { db, t } = store;
  return store.write(async () => {
    const [account] = await db.select().from(t.account).where(eq(t.account.username, username));
    if (!account) countStranger(deps, username);
    else {
      refuseLocked(account, at);
      await db.update(t.account).set(afterWrong(account, at)).where(eq(t.account.id, account.id));
    }
    return account;
  });
};

const noteWrong = ({ store, at }: SignInDeps, { id, failures }: AccountRow): Promise<void> =>
  store.write(() =>
    recordAudit(store, {
      ...{ at, action: 'session.refused', subject: { type: 'account', id }, patientId: null },
      actor: { type: 'system' },
      detail: { failures: failures + 1 },
    }),
  );

/** Inside a transaction: the account's session, and the note of it. Returns the cookie's value. */
export const letIn = async (store: Store, account: AccountRow, by: string, at: number): Promise<string> => {
  const { db, t } = store;
  await db
    .update(t.account)
    .set({ ...noTries, lastSignInAt: at })
    .where(eq(t.account.id, account.id));
  await recordAudit(store, {
    ...{ at, action: 'session.start', subject: { type: 'account', id: account.id }, patientId: null },
    actor: { type: 'person', name: account.name },
    detail: { by },
  });
  return openSession(store, account, at);
};

/** Returns the cookie's value. @throws AppError wrong-credentials, locked */
export const signIn = async (deps: SignInDeps, given: string, password: string): Promise<string> => {
  const { store, at } = deps;
  const account = await countTry(deps, given.trim().toLowerCase());
  const isRight = await isPassword(password, account?.passwordHash ?? null);
  if (account && !isRight) await noteWrong(deps, account);
  if (!account || !isRight || account.disabledAt !== null) throw wrong();
  return store.write(async () => {
    const [now] = await store.db.select().from(store.t.account).where(eq(store.t.account.id, account.id));
    if (!now || now.disabledAt !== null || now.passwordHash !== account.passwordHash) throw wrong();
    return letIn(store, now, 'password', at);
  });
};
