import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { WebhookTestBody } from '../../contract/webhooks.ts';
import { recordAudit } from '../../db/audit.ts';
import { newId } from '../../ids.ts';
import type { VerbDeps } from '../verb.ts';
import { noSuchWebhook } from './list.ts';
import { type Send, sendOverHttp } from './send.ts';

export const pingInput = z.strictObject({});

/** What a test delivers: shaped as an event, about nothing. */
const pingBody = (at: number): string =>
  JSON.stringify({
    id: 0,
    kind: 'webhook.test',
    at: new Date(at).toISOString(),
    patientId: null,
    itemId: null,
    subjectId: null,
  });

/** Sends one signed message that tells of nothing, once, and says what came of it. @throws AppError not-found */
export const pingWebhook = async (
  deps: VerbDeps,
  id: string,
  send: Send = sendOverHttp,
): Promise<WebhookTestBody> => {
  const { store, actor, at } = deps;
  const { reader, t } = store;
  const [webhook] = await reader.select().from(t.webhook).where(eq(t.webhook.id, id));
  if (!webhook) throw noSuchWebhook();
  await store.write(() =>
    recordAudit(store, {
      at,
      actor,
      action: 'webhook.test',
      subject: { type: 'webhook', id },
      patientId: null,
      detail: {},
    }),
  );
  const message = { id: newId('msg'), timestamp: Math.floor(at / 1_000), body: pingBody(at) };
  return send(webhook, message, new AbortController().signal);
};
