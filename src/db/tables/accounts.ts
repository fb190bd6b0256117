import type { Permission, Role } from '../../domain/role.ts';
import type { Kit } from '../kit.ts';

/** Who may sign in, who is signed in, and which machines may call. */
export const accountTables = (kit: Kit) => ({
  account: kit.table(
    'account',
    {
      id: kit.text().primaryKey(),
      /** folded to lower case */
      username: kit.text().notNull(),
      /** what a person's deeds are signed with; never changed, since what was done keeps it */
      name: kit.text().notNull(),
      nameFolded: kit.text().notNull(),
      roles: kit.json().$type<readonly Role[]>().notNull(),
      /** null: all, also later ones */
      programs: kit.json().$type<readonly string[]>(),
      /** argon2id in PHC form; null: signs in elsewhere only */
      passwordHash: kit.text(),
      /** `issuer subject` of the identity provider */
      oidcSubject: kit.text(),
      mustChangePassword: kit.bool().notNull(),
      /** wrong passwords in a row, and until when none is tried */
      failures: kit.int().notNull(),
      lockedUntil: kit.instant(),
      disabledAt: kit.instant(),
      lastSignInAt: kit.instant(),
      preferences: kit.json().$type<Record<string, unknown>>().notNull(),
      version: kit.int().notNull(),
      createdBy: kit.text().notNull(),
      createdAt: kit.instant().notNull(),
    },
    t => [
      kit.uniqueIndex('account_username').on(t.username),
      kit.uniqueIndex('account_name').on(t.nameFolded),
      kit.uniqueIndex('account_oidc').on(t.oidcSubject),
    ],
  ),
  session: kit.table(
    'session',
    {
      /** SHA-256 of the cookie's value, which is nowhere kept */
      id: kit.text().primaryKey(),
      accountId: kit.text().notNull(),
      createdAt: kit.instant().notNull(),
      /** the person's last sign of life, to the minute */
      activeAt: kit.instant().notNull(),
      /** over whatever the person does */
      endsAt: kit.instant().notNull(),
    },
    t => [kit.index('session_account').on(t.accountId), kit.index('session_ends').on(t.endsAt)],
  ),
  apiToken: kit.table(
    'api_token',
    {
      id: kit.text().primaryKey(),
      name: kit.text().notNull(),
      /** SHA-256 of the token, which is shown once */
      hash: kit.text().notNull(),
      scopes: kit.json().$type<readonly Permission[]>().notNull(),
      programs: kit.json().$type<readonly string[]>(),
      expiresAt: kit.instant().notNull(),
      revokedAt: kit.instant(),
      /** to the hour */
      lastUsedAt: kit.instant(),
      createdBy: kit.text().notNull(),
      createdAt: kit.instant().notNull(),
    },
    t => [kit.uniqueIndex('api_token_hash').on(t.hash)],
  ),
  savedView: kit.table(
    'saved_view',
    {
      id: kit.text().primaryKey(),
      /** whose it is */
      by: kit.text().notNull(),
      name: kit.text().notNull(),
      /** everybody of the programs may use it */
      shared: kit.bool().notNull(),
      query: kit.json().$type<Record<string, string>>().notNull(),
      createdAt: kit.instant().notNull(),
    },
    t => [kit.uniqueIndex('saved_view_name').on(t.by, t.name)],
  ),
});
