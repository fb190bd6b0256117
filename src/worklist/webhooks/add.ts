import { max } from 'drizzle-orm';
import { z } from 'zod';
import type { NewWebhookBody } from '../../contract/webhooks.ts';
import { recordAudit } from '../../db/audit.ts';
import { actorName } from '../../domain/actor.ts';
import { type EventKind, eventKinds } from '../../domain/event.ts';
import { newId } from '../../ids.ts';
import type { VerbDeps } from '../verb.ts';
import { readWebhook } from './list.ts';
import { receiverUrl } from './receiver-url.ts';
import { newSecret } from './sign.ts';

const kind = z.enum(Object.keys(eventKinds) as [EventKind, ...EventKind[]]);

export const addWebhookInput = z.strictObject({
  url: receiverUrl,
  kinds: z
    .array(kind)
    .min(1, 'name at least one kind of event')
    .refine(kinds => new Set(kinds).size === kinds.length, 'must not name a kind twice'),
});
export type AddWebhookInput = z.infer<typeof addWebhookInput>;

/** Delivers events of these kinds to a URL from now on; the secret that signs them is told this once. */
export const addWebhook = async (
  deps: VerbDeps,
  { url, kinds }: AddWebhookInput,
): Promise<NewWebhookBody> => {
  const { store, actor, at } = deps;
  const { db, t } = store;
  const [id, secret] = [newId('hook'), newSecret()];
  await store.write(async () => {
    const [latest] = await db.select({ id: max(t.outbox.id) }).from(t.outbox);
    const made = { createdBy: actorName(actor), createdAt: at, queuedTo: latest?.id ?? 0 };
    await db.insert(t.webhook).values({ id, url, secret, kinds, ...made });
    await recordAudit(store, {
      at,
      actor,
      action: 'webhook.add',
      subject: { type: 'webhook', id },
      patientId: null,
      // a URL may hold a token of its receiver
      detail: { kinds },
    });
  });
  return { ...(await readWebhook(store, id)), secret };
};
