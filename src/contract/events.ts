import { z } from '@hono/zod-openapi';
import { type EventKind, eventKinds } from '../domain/event.ts';
import { time } from './common.ts';

export const eventSchema = z
  .object({
    id: z.number().int(),
    kind: z.enum(Object.keys(eventKinds) as [EventKind, ...EventKind[]]),
    at: time,
    patientId: z
      .string()
      .nullable()
      .openapi({ description: 'null for what concerns no patient, or none yet' }),
    itemId: z.string().nullable(),
    subjectId: z
      .string()
      .nullable()
      .openapi({ description: 'what else it is about: a reading, a rejected message, a contact' }),
  })
  .openapi('Event', { description: 'data of a server-sent event: ids only, fetch what changed' });

export type EventBody = z.infer<typeof eventSchema>;
