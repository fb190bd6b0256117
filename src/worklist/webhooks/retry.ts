import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DeliveryBody } from '../../contract/webhooks.ts';
import { recordAudit } from '../../db/audit.ts';
import { AppError } from '../../errors.ts';
import type { VerbDeps } from '../verb.ts';
import { deliveryBody } from './list.ts';

export const retryInput = z.strictObject({});

const noSuchDelivery = (): AppError =>
  new AppError('not-found', 'this webhook has no such delivery', {
    field: 'delivery',
    remedy: 'take an id from GET /api/v1/webhooks/{id}/deliveries',
  });

/** Sends a delivery that was given up again, as if for the first time. @throws AppError not-found, not-allowed-now */
export const retryDelivery = (deps: VerbDeps, webhookId: string, deliveryId: number): Promise<DeliveryBody> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const { db, t } = store;
    const isIt = and(eq(t.webhookDelivery.id, deliveryId), eq(t.webhookDelivery.webhookId, webhookId));
    const [delivery] = await db.select().from(t.webhookDelivery).where(isIt);
    if (!delivery) throw noSuchDelivery();
    const [retried] = await db
      .update(t.webhookDelivery)
      .set({ state: 'waiting', attempts: 0, nextAt: at })
      .where(and(isIt, eq(t.webhookDelivery.state, 'dead')))
      .returning();
    if (!retried) {
      throw new AppError('not-allowed-now', `this delivery is ${delivery.state}, not dead`, {
        field: 'delivery',
        remedy: 'only a delivery that was given up can be retried: see ?state=dead',
      });
    }
    await recordAudit(store, {
      at,
      actor,
      action: 'webhook.retry',
      subject: { type: 'webhook', id: webhookId },
      patientId: null,
      detail: { deliveryId, eventId: delivery.eventId },
    });
    return deliveryBody(retried);
  });
