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
    nextAt: time.nullable(),
    lastStatus: z.number().int().nullable(),
    lastError: z.string().nullable(),
    createdAt: time,
    deliveredAt: time.nullable(),
  })
  .openapi('Delivery');

export type WebhookBody = z.infer<typeof webhookSchema>;
export type NewWebhookBody = z.infer<typeof newWebhookSchema>;
export type DeliveryBody = z.infer<typeof deliverySchema>;
