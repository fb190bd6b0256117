import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const handoffStates = ['waiting', 'lapsed', 'accepted', 'declined'] as const;

export const handoffSchema = z
  .object({
    id: z.string(),
    from: z.string(),
    to: z.string(),
    state: z
      .enum(handoffStates)
      .openapi({ description: 'lapsed: not accepted in time; it can still be, or be declined' }),
    itemIds: z.array(z.string()),
    note: z.string().nullable(),
    at: time,
    dueAt: time.openapi({ description: 'until when it should be accepted' }),
    acceptedAt: time.nullable(),
    declinedAt: time.nullable(),
    escalatedAt: time
      .nullable()
      .openapi({ description: 'when it lapsed or was declined, and its critical items were told to others' }),
  })
  .openapi('Handoff', { description: 'open items given to another person, who accepts them' });
export type HandoffBody = z.infer<typeof handoffSchema>;

export const givenHandoffSchema = handoffSchema
  .extend({ warnings: z.array(z.string()).openapi({ description: 'what may be wrong with the receiver' }) })
  .openapi('GivenHandoff');
export type GivenHandoffBody = z.infer<typeof givenHandoffSchema>;

export const acceptedHandoffSchema = handoffSchema
  .extend({
    given: z.array(z.string()).openapi({ description: "items that are the receiver's" }),
    left: z.array(z.string()).openapi({ description: 'items closed, or taken by others, since' }),
  })
  .openapi('AcceptedHandoff');
export type AcceptedHandoffBody = z.infer<typeof acceptedHandoffSchema>;
