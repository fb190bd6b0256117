import { asc, eq, or } from 'drizzle-orm';
import { type AccountChange, type AccountInput, accountInput } from '../contract/accounts.ts';
import { recordAudit } from '../db/audit.ts';
import type { Db, Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import { acrossPrograms, type Permission, permissionsOf } from '../domain/role.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { endSessionsOf } from './end-sessions.ts';
import { noTries } from './lockout.ts';
import { checkPassword, hashPassword } from './password.ts';

export type AccountRow = Store['t']['account']['$inferSelect'];

export type AccountDeps = { readonly store: Store; readonly actor: Actor; readonly at: number };

const noAccount = (): AppError =>
  new AppError('not-found', 'there is no such account', { field: 'id', remedy: 'see GET /api/v1/accounts' });

export const foldName = (name: string): string => name.normalize('NFKC').toLowerCase();

const refuseTaken = async ({ db, t }: Store, username: string, name: string): Promise<void> => {
  const { account } = t;
  const [taken] = await db
    .select()
    .from(account)
    .where(or(eq(account.username, username), eq(account.nameFolded, foldName(name))));
  if (!taken) return;
  const field = taken.username === username ? 'username' : 'name';
  throw new AppError('conflict', `another account has this ${field}`, {
    field,
    remedy:
      field === 'name'
        ? 'deeds are signed with names, so each is given once: add a middle name'
        : 'choose another',
    conflict: { by: taken.createdBy, at: taken.createdAt, state: taken.disabledAt ? 'disabled' : 'active' },
  });
};

export const refuseUnknownPrograms = async (
  { db, t }: Store,
  programs: readonly string[] | null | undefined,
): Promise<void> => {
  const known = new Set((await db.select({ id: t.program.id }).from(t.program)).map(p => p.id));
  const unknown = (programs ?? []).filter(id => !known.has(id));
  if (unknown.length === 0) return;
  throw new AppError('bad-request', `there is no program ${unknown.join(', ')}`, {
    field: 'programs',
    remedy: `choose of ${[...known].sort().join(', ')}`,
  });
};

/** Adds a person who may sign in. Returns the account's id. @throws AppError bad-request, conflict */
export const addAccount = async ({ store, actor, at }: AccountDeps, given: AccountInput): Promise<string> => {
  const { password, ...input } = accountInput.parse(given);
  refuseAcrossPrograms(permissionsOf(input.roles), input.programs);
  if (password !== undefined) checkPassword(password, input.username);
  const passwordHash = password === undefined ? null : await hashPassword(password);
  return store.write(async () => {
    const { db, t } = store;
    await refuseTaken(store, input.username, input.name);
    await refuseUnknownPrograms(store, input.programs);
    const id = newId('acc');
    await db.insert(t.account).values({
      ...{ ...input, id, passwordHash, ...noTries, version: 1, preferences: {} },
      nameFolded: foldName(input.name),
      mustChangePassword: password !== undefined && input.mustChangePassword,
      createdBy: actor.type === 'system' ? 'system' : actor.name,
      createdAt: at,
    });
    await recordAudit(store, {
      ...{ at, actor, action: 'account.add', subject: { type: 'account', id }, patientId: null },
      detail: { roles: input.roles, programs: input.programs },
    });
    return id;
  });
};

/** @throws AppError not-found */
export const fetchAccount = async ({ t }: Store, from: Db, id: string): Promise<AccountRow> => {
  const [row] = await from.select().from(t.account).where(eq(t.account.id, id));
  if (row) return row;
  throw noAccount();
};

/** @throws AppError bad-request when somebody limited to programs could reach them all */
export const refuseAcrossPrograms = (
  held: Iterable<Permission>,
  programs: readonly string[] | null,
): void => {
  if (programs === null) return;
  const across = [...held].filter(permission => acrossPrograms.includes(permission));
  if (across.length === 0) return;
  throw new AppError('bad-request', `programs: ${across.join(', ')} reaches every program`, {
    field: 'programs',
    remedy: 'leave programs out, or give less',
  });
};

const wasChanged = ({ createdBy, createdAt, version }: AccountRow): AppError =>
  new AppError('conflict', `the account has changed: it is at version ${version}`, {
    field: 'version',
    remedy: 'load the account again and decide on what it says now',
    conflict: { by: createdBy, at: createdAt, state: 'changed' },
  });

const refuseSelf = (account: AccountRow, actor: Actor, change: AccountChange): void => {
  const isSelf = actor.type === 'person' && actor.name === account.name;
  const losesAdmin =
    change.roles !== undefined && account.roles.includes('admin') && !change.roles.includes('admin');
  if (!isSelf || !(change.disabled || losesAdmin)) return;
  throw new AppError('not-allowed-now', 'you cannot take this from your own account', {
    field: change.disabled ? 'disabled' : 'roles',
    remedy: 'ask another admin',
  });
};

/** Changes what a person may do, or gives a first password anew; sessions end when anything is taken away. */
export const changeAccount = async (deps: AccountDeps, id: string, change: AccountChange): Promise<void> => {
  const { store, actor, at } = deps;
  const { password, disabled, roles, programs, version } = change;
  const before = await fetchAccount(store, store.reader, id);
  if (password !== undefined) checkPassword(password, before.username);
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  await store.write(async () => {
    const { db, t } = store;
    const account = await fetchAccount(store, db, id);
    if (account.version !== version) throw wasChanged(account);
    refuseSelf(account, actor, change);
    refuseAcrossPrograms(
      permissionsOf(roles ?? account.roles),
      programs === undefined ? account.programs : programs,
    );
    await refuseUnknownPrograms(store, programs);
    await db
      .update(t.account)
      .set({
        ...(roles ? { roles } : {}),
        ...(programs === undefined ? {} : { programs }),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? at : null }),
        ...(passwordHash ? { passwordHash, mustChangePassword: true, ...noTries } : {}),
        version: version + 1,
      })
      .where(eq(t.account.id, id));
    await endSessionsOf(store, id);
    await recordAudit(store, {
      ...{ at, actor, action: 'account.change', subject: { type: 'account', id }, patientId: null },
      detail: { roles, programs, disabled, password: password === undefined ? undefined : 'set' },
    });
  });
};

export const accountBody = (row: AccountRow) => ({
  id: row.id,
  username: row.username,
  name: row.name,
  roles: [...row.roles],
  programs: row.programs ? [...row.programs] : null,
  signsIn: {
    password: row.passwordHash !== null,
    provider: row.oidcSubject !== null || row.passwordHash === null,
  },
  disabledAt: row.disabledAt === null ? null : new Date(row.disabledAt).toISOString(),
  lockedUntil: row.lockedUntil === null ? null : new Date(row.lockedUntil).toISOString(),
  lastSignInAt: row.lastSignInAt === null ? null : new Date(row.lastSignInAt).toISOString(),
  version: row.version,
});

export const listAccounts = async ({ reader, t }: Store) => ({
  items: (await reader.select().from(t.account).orderBy(asc(t.account.username))).map(accountBody),
  next: null,
});
