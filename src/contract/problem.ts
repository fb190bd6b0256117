import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    field: z.string().optional().openapi({ description: 'the field that is wrong' }),
    remedy: z.string().optional().openapi({ description: 'what to send instead' }),
    errors: z
      .array(z.object({ line: z.number().int(), field: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'every line of an import that is wrong' }),
    rejectedId: z.string().optional(),
    requestId: z.string(),
    conflict: z
      .object({ by: z.string(), at: time, state: z.string() })
      .optional()
      .openapi({ description: 'who changed it first, and when' }),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details' });

export type ProblemBody = z.infer<typeof problemSchema>;
