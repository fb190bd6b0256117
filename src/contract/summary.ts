import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const summarySchema = z
  .object({
    patientId: z.string(),
    asOf: time,
    text: z.string().openapi({ description: 'all of it as plain text, to copy into the record' }),
    sections: z.object({
      situation: z.array(z.string()).openapi({ description: 'who it is, and what is open now' }),
      background: z.array(z.string()).openapi({
        description: 'problems, medications, stays, own limits',
      }),
      assessment: z.array(z.string()).openapi({
        description:
          'readings against what is usual, symptoms, risk, contacts: facts, and nobody judged them',
      }),
      recommendation: z.array(z.string()).openapi({
        description: "what is planned or asked already, and the protocol's steps that nobody has ticked",
      }),
    }),
  })
  .openapi('Summary', { description: "a patient's state in SBAR form; times are the patient's local ones" });
export type SummaryBody = z.infer<typeof summarySchema>;
