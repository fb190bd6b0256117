import { z } from '@hono/zod-openapi';
import { providerRequestKinds, requestEnds } from '../domain/provider-request.ts';
import { severitySchema, time } from './common.ts';
import { patientSummarySchema } from './patients.ts';
import { lastContactSchema, placeInPanelSchema } from './worklist-line.ts';
import { sparklineSchema, whySchema } from './worklist-why.ts';

export const providerRequestSchema = z
  .object({
    id: z.string(),
    version: z.number().int().openapi({ description: 'send it with the answer' }),
    kind: z.enum(providerRequestKinds),
    asked: z.string(),
    askedBy: z.string(),
    since: time.openapi({ description: 'asked again before an answer, it waits since the first time' }),
    due: time,
    overdue: z.boolean(),
    provider: z.string().nullable().openapi({ description: 'a person; null: any provider of the program' }),
    decision: z.enum(requestEnds).nullable().openapi({
      description:
        '`answered`: a case manager wrote down what was said; `withdrawn`: not needed any more; `replaced`: asked anew; null: open',
    }),
    answer: z.string().nullable(),
    answeredBy: z.string().nullable(),
    answeredAt: time.nullable(),
    patient: patientSummarySchema,
    item: z.object({
      id: z.string(),
      state: z.enum(['open', 'acknowledged', 'closed']),
      severity: severitySchema,
      owner: z.string().nullable(),
      why: whySchema.nullable(),
      sparkline: sparklineSchema.nullable(),
      risk: placeInPanelSchema.nullable(),
      lastContact: lastContactSchema.nullable(),
    }),
    undo: z
      .object({ by: z.string(), until: time })
      .nullable()
      .openapi({ description: 'who gave the answer may still take it back until then' }),
  })
  .openapi('ProviderRequest', {
    description: 'what a provider is asked about a patient, and what she answers',
  });

export const providerRequestsSchema = z
  .object({
    items: z.array(providerRequestSchema),
    next: z.string().nullable(),
    open: z.number().int().openapi({ description: 'open requests that match the filter, on all pages' }),
    overdue: z.number().int().openapi({ description: 'of those, past their time' }),
    asOf: time,
  })
  .openapi('ProviderRequests');

export type ProviderRequestBody = z.infer<typeof providerRequestSchema>;
export type ProviderRequestsBody = z.infer<typeof providerRequestsSchema>;
