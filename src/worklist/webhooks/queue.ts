import { and, asc, eq, gt, max } from 'drizzle-orm';
import type { EventBody } from '../../contract/events.ts';
import type { Store } from '../../db/open.ts';

const mostAtOnce = 200;

type Deps = Pick<Store, 'db' | 'reader' | 't' | 'write'>;
type Behind = { readonly id: string; readonly queuedTo: number };

/** Webhooks for which events wait that nobody has queued yet. */
const behind = async ({ reader, t }: Deps): Promise<Behind[]> => {
  const hooks = await reader.select({ id: t.webhook.id, queuedTo: t.webhook.queuedTo }).from(t.webhook);
  if (hooks.length === 0) return [];
  const [latest] = await reader.select({ id: max(t.outbox.id) }).from(t.outbox);
  return hooks.filter(hook => hook.queuedTo < (latest?.id ?? 0));
};

/** Queues the next events of one webhook in the order of the outbox; false: all are queued. */
const queueSome = ({ db, t, write }: Deps, webhookId: string, at: number): Promise<boolean> =>
  write(async () => {
    // read anew in the transaction: it may be gone, or further on
    const [hook] = await db.select().from(t.webhook).where(eq(t.webhook.id, webhookId));
    if (!hook) return false;
    const events = await db
      .select()
      .from(t.outbox)
      .where(gt(t.outbox.id, hook.queuedTo))
      .orderBy(asc(t.outbox.id))
      .limit(mostAtOnce);
    const last = events.at(-1);
    if (!last) return false;
    const wanted = events.filter(event => hook.kinds.includes(event.kind));
    const rows = wanted.map(event => {
      const body: EventBody = { ...event, at: new Date(event.at).toISOString() };
      const fresh = { state: 'waiting', attempts: 0, nextAt: at, createdAt: at } as const;
      return { webhookId, eventId: event.id, kind: event.kind, body: JSON.stringify(body), ...fresh };
    });
    if (rows.length > 0) await db.insert(t.webhookDelivery).values(rows);
    await db
      .update(t.webhook)
      .set({ queuedTo: last.id })
      .where(and(eq(t.webhook.id, webhookId), eq(t.webhook.queuedTo, hook.queuedTo)));
    return events.length === mostAtOnce;
  });

/** Makes a delivery of every event that a webhook asked for, once, however often it is called. */
export const queueDeliveries = async (deps: Deps, at: number): Promise<void> => {
  for (const { id } of await behind(deps)) {
    while (await queueSome(deps, id, at));
  }
};
