import { z } from '@hono/zod-openapi';
import { contactChannels, contactedParties } from '../domain/contact.ts';
import { encounterClasses } from '../domain/encounter.ts';
import { providerRequestKinds } from '../domain/provider-request.ts';
import { rankChoices, riskTiers } from '../domain/risk.ts';
import { time } from './common.ts';

export const placeInPanelSchema = z
  .object({
    tier: z.enum(riskTiers),
    rank: z.number().int().openapi({ description: '1 = highest risk of the program' }),
    outOf: z.number().int(),
    scoreId: z.enum(rankChoices),
    value: z.number(),
    percentile: z.number().openapi({ description: '0–100: the share of the ranked panel at lower risk' }),
    drivers: z.array(z.string()).openapi({ description: 'what raises it most, in words; at most three' }),
    stale: z.string().nullable().openapi({ description: 'what it rests on that is old; null: nothing' }),
  })
  .openapi('PlaceInPanel');

export const lastContactSchema = z
  .object({
    who: z.enum(contactedParties),
    channel: z.enum(contactChannels),
    reached: z.boolean(),
    incoming: z.boolean().openapi({ description: 'they called us' }),
    attempt: z
      .number()
      .int()
      .openapi({ description: 'counts since somebody was last reached, from 1; 0: they called us' }),
    by: z.string(),
    at: time,
  })
  .openapi('LastContact');

export const nextTaskSchema = z
  .object({ id: z.string(), title: z.string(), dueAt: time, overdue: z.boolean() })
  .openapi('NextTask', { description: 'the open task that is due first' });

export const lineStaySchema = z
  .object({
    id: z.string(),
    is: z.enum(['planned', 'now', 'past']),
    class: z.enum(encounterClasses),
    admittedAt: time,
    dischargedAt: time.nullable(),
  })
  .openapi('LineStay', { description: 'the latest hospital stay or emergency visit, also one to come' });

export const awaitingProviderSchema = z
  .object({
    requestId: z.string().nullable().openapi({ description: 'null: asked before requests were kept' }),
    version: z.number().int().nullable(),
    since: time,
    due: time.nullable(),
    overdue: z.boolean(),
    kind: z.enum(providerRequestKinds),
    for: z.string(),
    provider: z.string().nullable().openapi({ description: 'a person; null: any provider' }),
  })
  .openapi('AwaitingProvider');

export const transmittedSchema = z
  .object({ days: z.number().int(), of: z.number().int(), within: z.number().int() })
  .openapi('TransmittedDays', {
    description: 'local days with a reading among the last 30, of the 16 that 99454 asks for',
  });

export const monthMinutesSchema = z
  .object({
    month: z.string().openapi({ description: "by the patient's calendar", example: '2026-11' }),
    approvedSeconds: z.number().int(),
    waitingSeconds: z.number().int().openapi({ description: 'not approved yet by who spent it' }),
  })
  .openapi('MonthMinutes');

export type PlaceInPanelBody = z.infer<typeof placeInPanelSchema>;
export type AwaitingProviderBody = z.infer<typeof awaitingProviderSchema>;
export type NextTaskBody = z.infer<typeof nextTaskSchema>;
export type LineStayBody = z.infer<typeof lineStaySchema>;
export type LastContactBody = z.infer<typeof lastContactSchema>;
export type MonthMinutesBody = z.infer<typeof monthMinutesSchema>;
