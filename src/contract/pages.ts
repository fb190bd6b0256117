import { z } from '@hono/zod-openapi';
import { severitySchema, time } from './common.ts';

export const pageStates = ['sent', 'answered', 'nobody', 'held'] as const;
export const pageReasons = ['unacknowledged', 'unattended', 'hand-off'] as const;

export const pageSchema = z
  .object({
    id: z.string(),
    programId: z.string(),
    reason: z.enum(pageReasons),
    state: z.enum(pageStates).openapi({
      description:
        'nobody: there was nobody to tell, or `to` has no responder; held: patients were told that nobody watches then, ' +
        'so it waits for the next shift',
    }),
    itemId: z.string().nullable(),
    incidentId: z.string().nullable(),
    handoffId: z.string().nullable(),
    severity: severitySchema.nullable(),
    step: z.number().int().openapi({ description: 'counts the people told of one thing, from 1' }),
    to: z.string().nullable().openapi({ description: 'a person; null where nobody is on' }),
    delivery: z
      .enum(['waiting', 'delivered', 'failed'])
      .nullable()
      .openapi({ description: 'failed: given up, the next person was told; null: nothing was sent' }),
    note: z.string().nullable().openapi({
      description:
        'of the last page about an item: why nobody was told, or that there is nobody else to tell',
    }),
    at: time,
    answeredAt: time.nullable(),
    answeredBy: z.string().nullable(),
  })
  .openapi('Page', { description: 'somebody was told of something that nobody had taken up' });
export type PageBody = z.infer<typeof pageSchema>;

/** What a responder is sent: who must look at what, and nothing of the patient. */
export const pageMessageSchema = z
  .object({
    id: z.number().int(),
    kind: z.literal('page.sent'),
    at: time,
    patientId: z.null(),
    itemId: z.string().nullable(),
    subjectId: z.string().openapi({ description: 'the id of the page' }),
    to: z.string(),
    program: z.object({ id: z.string(), name: z.string() }),
    reason: z.enum(pageReasons),
    severity: severitySchema.nullable(),
    step: z.number().int(),
    text: z.string().openapi({ description: 'one sentence for a pager or an SMS' }),
  })
  .openapi('PageMessage');
export type PageMessage = z.infer<typeof pageMessageSchema>;
