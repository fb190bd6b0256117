import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { type TokenInput, tokenInput } from '../contract/accounts.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { actorName } from '../domain/actor.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type AccountDeps, refuseAcrossPrograms, refuseUnknownPrograms } from './accounts.ts';
import { fingerprint, newSecret } from './secret.ts';

export type TokenRow = Store['t']['apiToken']['$inferSelect'];

const prefix = 'vigil_';

/** Makes a machine's token; it is told here and never again. */
export const issueToken = async ({ store, actor, at }: AccountDeps, given: TokenInput) => {
  const { days, ...input } = tokenInput.parse(given);
  refuseAcrossPrograms(input.scopes, input.programs);
  const token = `${prefix}${newSecret()}`;
  const id = newId('tok');
  const expiresAt = at + days * dayMs;
  await store.write(async () => {
    const { db, t } = store;
    await refuseUnknownPrograms(store, input.programs);
    await db.insert(t.apiToken).values({
      ...{ ...input, id, hash: fingerprint(token), expiresAt },
      ...{ createdBy: actorName(actor), createdAt: at },
    });
    await recordAudit(store, {
      ...{ at, actor, action: 'token.issue', subject: { type: 'token', id }, patientId: null },
      detail: { scopes: input.scopes, programs: input.programs, expiresAt },
    });
  });
  return { id, token, expiresAt: new Date(expiresAt).toISOString() };
};

/** The token, if it is one of ours, not revoked and not over. */
export const findToken = async (
  { reader, t }: Store,
  token: string,
  now: number,
): Promise<TokenRow | undefined> => {
  const { hash, revokedAt, expiresAt } = t.apiToken;
  const [row] = await reader
    .select()
    .from(t.apiToken)
    .where(and(eq(hash, fingerprint(token)), isNull(revokedAt), gt(expiresAt, now)));
  return row;
};

/** To the hour, so that a busy machine writes no row a call. */
export const noteTokenUse = async (store: Store, { id, lastUsedAt }: TokenRow, at: number): Promise<void> => {
  if (lastUsedAt !== null && at - lastUsedAt < hourMs) return;
  const { db, t } = store;
  await store.write(async () => {
    await db.update(t.apiToken).set({ lastUsedAt: at }).where(eq(t.apiToken.id, id));
  });
};

/** @throws AppError not-found, also when it was revoked before */
export const revokeToken = ({ store, actor, at }: AccountDeps, id: string): Promise<void> =>
  store.write(async () => {
    const { db, t } = store;
    const revoked = await db
      .update(t.apiToken)
      .set({ revokedAt: at })
      .where(and(eq(t.apiToken.id, id), isNull(t.apiToken.revokedAt)))
      .returning({ id: t.apiToken.id });
    if (revoked.length === 0) {
      throw new AppError('not-found', 'there is no such token', {
        field: 'id',
        remedy: 'see GET /api/v1/tokens',
      });
    }
    await recordAudit(store, {
      ...{ at, actor, action: 'token.revoke', subject: { type: 'token', id }, patientId: null, detail: {} },
    });
  });

const when = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** All that were ever issued, without the tokens. */
export const listTokens = async ({ reader, t }: Store) => ({
  items: (await reader.select().from(t.apiToken).orderBy(asc(t.apiToken.createdAt))).map(
    ({ hash: _, ...row }) => ({
      ...row,
      scopes: [...row.scopes],
      programs: row.programs ? [...row.programs] : null,
      expiresAt: new Date(row.expiresAt).toISOString(),
      createdAt: new Date(row.createdAt).toISOString(),
      revokedAt: when(row.revokedAt),
      lastUsedAt: when(row.lastUsedAt),
    }),
  ),
  next: null,
});
