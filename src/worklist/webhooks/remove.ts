import { and, eq, isNull } from 'drizzle-orm';
import type { WebhookBody } from '../../contract/webhooks.ts';
import { recordAudit } from '../../db/audit.ts';
import { AppError } from '../../errors.ts';
import type { VerbDeps } from '../verb.ts';
import { noSuchWebhook, readWebhook } from './list.ts';

/** @throws AppError not-allowed-now for the webhook by which a person is told */
const refuseResponders = async ({ store: { db, t } }: VerbDeps, webhookId: string): Promise<void> => {
  const [responder] = await db
    .select({ id: t.responder.id })
    .from(t.responder)
    .where(and(eq(t.responder.webhookId, webhookId), isNull(t.responder.removedAt)));
  if (!responder) return;
  throw new AppError('not-allowed-now', 'a responder is reached by this webhook', {
    field: 'id',
    remedy: `remove the responder instead: DELETE /api/v1/responders/${responder.id}`,
  });
};

/** Ends a webhook, with every delivery that it still waited for; returns it as it was. @throws AppError not-found, not-allowed-now */
export const removeWebhook = async (deps: VerbDeps, id: string): Promise<WebhookBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  const webhook = await readWebhook(store, id);
  await store.write(async () => {
    await refuseResponders(deps, id);
    const removed = await db.delete(t.webhook).where(eq(t.webhook.id, id)).returning({ id: t.webhook.id });
    if (removed.length === 0) throw noSuchWebhook();
    await db.delete(t.webhookDelivery).where(eq(t.webhookDelivery.webhookId, id));
    await recordAudit(store, {
      at,
      actor,
      action: 'webhook.remove',
      subject: { type: 'webhook', id },
      patientId: null,
      detail: { waiting: webhook.waiting, dead: webhook.dead },
    });
  });
  return webhook;
};
