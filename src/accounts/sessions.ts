import { and, eq, lte } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { hourMs, minuteMs } from '../domain/local-day.ts';
import type { AccountRow } from './accounts.ts';
import { fingerprint, newSecret } from './secret.ts';

/** However busy its person is, a session ends after a long shift. */
export const longestSessionMs = 12 * hourMs;
/** how exactly the last sign of life is kept */
const activityStepMs = minuteMs / 2;

export type SessionRow = Store['t']['session']['$inferSelect'];
export type SignedIn = { readonly account: AccountRow; readonly session: SessionRow };

export type SessionState = SignedIn | 'unknown' | 'over';

/** Inside a transaction. Returns the cookie's value. */
export const openSession = async ({ db, t }: Store, account: AccountRow, at: number): Promise<string> => {
  const secret = newSecret();
  await db.delete(t.session).where(lte(t.session.endsAt, at));
  await db.insert(t.session).values({
    id: fingerprint(secret),
    accountId: account.id,
    createdAt: at,
    activeAt: at,
    endsAt: at + longestSessionMs,
  });
  return secret;
};

export const idleEndsAt = ({ activeAt, endsAt }: SessionRow, idleMs: number): number =>
  Math.min(endsAt, activeAt + idleMs);

/** Who is signed in by a cookie; `over`: who was, until nothing was heard for too long. */
export const findSession = async (
  { reader, t }: Store,
  secret: string,
  idleMs: number,
  now: number,
): Promise<SessionState> => {
  const [row] = await reader
    .select({ account: t.account, session: t.session })
    .from(t.session)
    .innerJoin(t.account, eq(t.account.id, t.session.accountId))
    .where(eq(t.session.id, fingerprint(secret)));
  if (!row || row.account.disabledAt !== null) return 'unknown';
  return now < idleEndsAt(row.session, idleMs) ? row : 'over';
};

/** Notes a sign of life of the person; the session as it is then. */
export const keepActive = async (store: Store, { session }: SignedIn, at: number): Promise<SessionRow> => {
  if (at - session.activeAt < activityStepMs) return session;
  const { db, t } = store;
  await store.write(async () => {
    await db
      .update(t.session)
      .set({ activeAt: at })
      .where(and(eq(t.session.id, session.id), lte(t.session.activeAt, at)));
  });
  return { ...session, activeAt: at };
};

export const endSession = (store: Store, { session, account }: SignedIn, at: number): Promise<void> =>
  store.write(async () => {
    const { db, t } = store;
    await db.delete(t.session).where(eq(t.session.id, session.id));
    await recordAudit(store, {
      ...{
        at,
        action: 'session.end',
        subject: { type: 'account', id: account.id },
        patientId: null,
        detail: {},
      },
      actor: { type: 'person', name: account.name },
    });
  });
