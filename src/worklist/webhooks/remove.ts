import { eq } from 'drizzle-orm';
import type { WebhookBody } from '../../contract/webhooks.ts';
import { recordAudit } from '../../db/audit.ts';
import type { VerbDeps } from '../verb.ts';
import { noSuchWebhook, readWebhook } from './list.ts';

/** Ends a webhook, with every delivery that it still waited for; returns it as it was. @throws AppError not-found */
export const removeWebhook = async (deps: VerbDeps, id: string): Promise<WebhookBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  const webhook = await readWebhook(store, id);
  await store.write(async () => {
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
