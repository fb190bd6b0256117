import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const responderSchema = z
  .object({
    id: z.string(),
    name: z.string().openapi({ description: 'as coverage plans name her' }),
    role: z.string().nullable(),
    webhookId: z.string().openapi({ description: 'its deliveries: GET /webhooks/{id}/deliveries' }),
    waiting: z.number().int(),
    dead: z.number().int().openapi({ description: 'messages given up' }),
    createdBy: z.string(),
    createdAt: time,
  })
  .openapi('Responder', { description: 'a person who can be told, and the webhook that reaches her' });

export const newResponderSchema = responderSchema
  .extend({ secret: z.string().openapi({ description: 'signs every message; shown this once' }) })
  .openapi('NewResponder');

export type ResponderBody = z.infer<typeof responderSchema>;
export type NewResponderBody = z.infer<typeof newResponderSchema>;
