import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const acknowledgedManySchema = z
  .object({
    acknowledged: z.array(z.object({ id: z.string(), version: z.number().int(), undoUntil: time })),
    refused: z
      .array(
        z.object({
          id: z.string(),
          code: z.string(),
          detail: z.string(),
          remedy: z.string(),
          conflict: z.object({ by: z.string(), at: time, state: z.string() }).nullable(),
        }),
      )
      .openapi({ description: 'each with its reason; the others are done all the same' }),
  })
  .openapi('AcknowledgedMany');

export type AcknowledgedManyBody = z.infer<typeof acknowledgedManySchema>;
