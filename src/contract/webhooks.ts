import { z } from '@hono/zod-openapi';
import { type EventKind, eventKinds } from '../domain/event.ts';
import { time } from './common.ts';

const kind = z.enum(Object.keys(eventKinds) as [EventKind, ...EventKind[]]);

export const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    kinds: z.array(kind).openapi({ description: 'kinds of event delivered to it' }),
    createdBy: z.string(),
    createdAt: time,
    waiting: z.number().int(),
    dead: z.number().int().openapi({ description: 'deliveries given up; they can be retried' }),
  })
  .openapi('Webhook');

export const newWebhookSchema = webhookSchema
  .extend({ secret: z.string().openapi({ description: 'signs every delivery; shown this once' }) })
  .openapi('NewWebhook');

export const deliverySchema = z
  .object({
    id: z.number().int(),
    webhookId: z.string(),
    eventId: z.number().int(),
    kind,
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.number().int(),
    nextAt: time.nullable().openapi({ description: 'when it is tried next; null when it is not' }),
    lastStatus: z.number().int().nullable().openapi({ description: 'HTTP status of the last answer' }),
    lastError: z
      .string()
      .nullable()
      .openapi({ description: 'why the last attempt failed: a status or a code such as ECONNREFUSED' }),
    createdAt: time,
    deliveredAt: time.nullable(),
  })
  .openapi('Delivery');

export const webhookTestSchema = z
  .object({
    delivered: z.boolean(),
    status: z.number().int().nullable().openapi({ description: 'null: no answer came' }),
    error: z.string().nullable().openapi({ description: 'why not: a status or a code such as ECONNREFUSED' }),
  })
  .openapi('WebhookTest', { description: 'what came of a test message, sent once' });

export type WebhookTestBody = z.infer<typeof webhookTestSchema>;
export type WebhookBody = z.infer<typeof webhookSchema>;
export type NewWebhookBody = z.infer<typeof newWebhookSchema>;
export type DeliveryBody = z.infer<typeof deliverySchema>;
