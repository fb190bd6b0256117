import { and, asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { NewResponderBody, ResponderBody } from '../contract/responders.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { personName } from '../worklist/assign.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { deliveryCounts } from '../worklist/webhooks/list.ts';
import { receiverUrl } from '../worklist/webhooks/receiver-url.ts';
import { newSecret } from '../worklist/webhooks/sign.ts';

type ResponderRow = Store['t']['responder']['$inferSelect'];
type Reads = Pick<Store, 'reader' | 't'>;

export const responderInput = z.strictObject({
  name: personName,
  role: z.string().trim().min(1, 'must not be empty').max(100).optional(),
  /** of a pager, SMS or chat gateway */
  url: receiverUrl,
});
export type ResponderInput = z.infer<typeof responderInput>;

const bodies = async (deps: Reads, rows: readonly ResponderRow[]): Promise<ResponderBody[]> => {
  const counted = await deliveryCounts(
    deps,
    rows.map(row => row.webhookId),
  );
  return rows.map(({ id, name, role, webhookId, createdBy, createdAt }) => ({
    id,
    name,
    role,
    webhookId,
    waiting: counted(webhookId, 'waiting'),
    dead: counted(webhookId, 'dead'),
    createdBy,
    createdAt: new Date(createdAt).toISOString(),
  }));
};

/** Who can be told, by name; never how. */
export const listResponders = async (deps: Reads): Promise<{ items: ResponderBody[]; next: null }> => {
  const { responder } = deps.t;
  const rows = await deps.reader
    .select()
    .from(responder)
    .where(isNull(responder.removedAt))
    .orderBy(asc(responder.name));
  return { items: await bodies(deps, rows), next: null };
};

const refuseSecond = async ({ store: { db, t } }: VerbDeps, name: string): Promise<void> => {
  const [known] = await db
    .select()
    .from(t.responder)
    .where(and(eq(t.responder.name, name), isNull(t.responder.removedAt)));
  if (!known) return;
  const { createdBy: by, createdAt: at } = known;
  throw new AppError('conflict', `${by} added a responder of this name at ${new Date(at).toISOString()}`, {
    field: 'name',
    remedy: 'remove that one first, or tell the two apart by name',
    conflict: { by, at, state: 'added' },
  });
};

/** No event is delivered by its kind: only what is addressed to the responder. */
const addressedOnly = { kinds: [], queuedTo: Number.MAX_SAFE_INTEGER } as const;

/** Makes a person one who can be told; the secret that signs her messages is told this once. @throws AppError conflict */
export const addResponder = async (deps: VerbDeps, input: ResponderInput): Promise<NewResponderBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  const { name, role = null, url } = input;
  const [id, webhookId, secret] = [newId('rsp'), newId('hook'), newSecret()];
  const made = { createdBy: actorName(actor), createdAt: at };
  const row = { id, name, role, webhookId, ...made, removedAt: null };
  await store.write(async () => {
    await refuseSecond(deps, name);
    await db.insert(t.webhook).values({ id: webhookId, url, secret, ...addressedOnly, ...made });
    await db.insert(t.responder).values(row);
    await recordAudit(store, {
      at,
      actor,
      action: 'responder.add',
      subject: { type: 'responder', id },
      patientId: null,
      // a URL may hold a token of its receiver
      detail: { name, role, webhookId },
    });
  });
  const [body] = await bodies(store, [row]);
  if (!body) throw new Error('a responder was not written');
  return { ...body, secret };
};

const noSuchResponder = (): AppError =>
  new AppError('not-found', 'there is no such responder', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/responders',
  });

/** What still waits for her is not sent: where it told of an item, the next person is told. */
const giveUpWaiting = async ({ store: { db, t } }: VerbDeps, webhookId: string): Promise<void> => {
  await db.delete(t.webhook).where(eq(t.webhook.id, webhookId));
  await db
    .update(t.webhookDelivery)
    .set({ state: 'dead', nextAt: null, lastError: 'removed' })
    .where(and(eq(t.webhookDelivery.webhookId, webhookId), eq(t.webhookDelivery.state, 'waiting')));
};

/** Nobody is told by her any more; returns her as she was. @throws AppError not-found */
export const removeResponder = async (deps: VerbDeps, id: string): Promise<ResponderBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  const isIt = and(eq(t.responder.id, id), isNull(t.responder.removedAt));
  const [body] = await bodies(store, await store.reader.select().from(t.responder).where(isIt));
  await store.write(async () => {
    const [removed] = await db.update(t.responder).set({ removedAt: at }).where(isIt).returning();
    if (!removed) throw noSuchResponder();
    await giveUpWaiting(deps, removed.webhookId);
    await recordAudit(store, {
      at,
      actor,
      action: 'responder.remove',
      subject: { type: 'responder', id },
      patientId: null,
      detail: { name: removed.name, webhookId: removed.webhookId },
    });
  });
  if (!body) throw noSuchResponder();
  return body;
};
