import { z } from '@hono/zod-openapi';
import { backtestItemSchema } from './backtests.ts';
import { time } from './common.ts';

const side = z
  .object({
    alerts: z.number().int().openapi({ description: 'alerts that fired' }),
    spoke: z.number().int().openapi({ description: 'of them not quiet when they first fired' }),
    items: z.number().int().openapi({ description: 'times that the patient came to the worklist' }),
  })
  .openapi('WhatIfSide');

const rule = z.object({
  id: z.string(),
  title: z.string(),
  now: side.pick({ alerts: true, spoke: true }),
  proposed: side.pick({ alerts: true, spoke: true }),
});

export const whatIfSchema = z
  .object({
    key: z.string(),
    from: time,
    to: time,
    days: z.number().int(),
    patientDays: z.number().int().openapi({ description: 'of them days on which the patient was known' }),
    readings: z.number().int(),
    value: z.object({ now: z.unknown(), proposed: z.unknown() }),
    now: side.openapi({ description: 'had what holds for the key today held all the time' }),
    proposed: side,
    sentence: z.string().openapi({
      example: 'at 150 → 160 this patient would have had 2 alerts instead of 14 in 90 days',
    }),
    rules: z.array(rule).openapi({ description: 'rules that fired under either' }),
    gained: z
      .array(backtestItemSchema)
      .openapi({ description: 'came to the worklist under the proposal alone' }),
    lost: z.array(backtestItemSchema).openapi({
      description: 'came today and would not; what people had closed as real and acted on stands first',
    }),
    failures: z
      .array(z.string())
      .openapi({ description: 'rules that broke on the way: their figures are low' }),
  })
  .openapi('WhatIf', {
    description: 'what one own setting would have meant for one patient; nothing changes',
  });
export type WhatIfBody = z.infer<typeof whatIfSchema>;
