import { z } from '@hono/zod-openapi';
import { lanes } from '../domain/alert.ts';
import { contactChannels, contactedParties, itemVerbs } from '../domain/contact.ts';
import { rankChoices, riskTiers } from '../domain/risk.ts';
import { alertSchema } from './alerts.ts';
import { severitySchema, time } from './common.ts';
import { pageSchema } from './pages.ts';
import { patientSummarySchema } from './patients.ts';

export const noteSchema = z
  .object({ id: z.string(), text: z.string(), by: z.string(), at: time })
  .openapi('Note');

export const contactSchema = z
  .object({
    id: z.string(),
    itemId: z.string().nullable(),
    attempt: z.number().int().openapi({ description: 'counts since somebody was last reached, from 1' }),
    who: z.enum(contactedParties),
    channel: z.enum(contactChannels),
    reached: z.boolean(),
    note: z.string().nullable(),
    nextTryAt: time.nullable(),
    by: z.string(),
    at: time,
  })
  .openapi('Contact', { description: 'an attempt to reach somebody, whatever came of it' });

export const deedSchema = z
  .object({
    id: z.string(),
    verb: z.enum(itemVerbs),
    by: z.string(),
    at: time,
    undoneAt: time.nullable().openapi({ description: 'when its doer took it back' }),
  })
  .openapi('Deed', { description: 'something a person did to an item' });

const placeInPanelSchema = z
  .object({
    tier: z.enum(riskTiers),
    rank: z.number().int().openapi({ description: '1 = highest risk of the program' }),
    outOf: z.number().int(),
    scoreId: z.enum(rankChoices),
    value: z.number(),
  })
  .openapi('PlaceInPanel');

const undoSchema = z
  .object({
    verb: z.enum(itemVerbs),
    by: z.string(),
    until: time.openapi({ description: 'ten seconds after it was done' }),
  })
  .openapi('Undo', { description: 'the last deed, which its doer may still take back' });

const itemQuietSchema = z
  .object({ by: z.literal('snooze'), until: time, because: z.string() })
  .openapi('ItemQuiet', { description: 'what hides a line now, and until when' });

export const worklistItemSchema = z
  .object({
    id: z.string(),
    version: z.number().int().openapi({
      description:
        'rises with every human change and every new or worse alert; send it with a verb, so that nobody decides on a line that has changed',
    }),
    state: z.enum(['open', 'acknowledged', 'closed']),
    lane: z.enum(lanes),
    patient: patientSummarySchema,
    severity: severitySchema,
    confirmed: z.boolean(),
    resolved: z.boolean().openapi({ description: 'its worst alerts have ended; they wait for review' }),
    slaDueAt: time,
    slaBucket: z.enum(['overdue', 'within-the-hour', 'today', 'later']),
    openedAt: time,
    changedAt: time.openapi({ description: 'the last new or worse alert' }),
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: time.nullable(),
    closedBy: z.string().nullable(),
    closedAt: time.nullable(),
    owner: z.string().nullable().openapi({
      description: 'to whom it is assigned; whoever acknowledges an item without owner becomes it',
    }),
    snoozedUntil: time.nullable().openapi({
      description: 'quiet until then, or until something new or worse; null when it is not quiet now',
    }),
    snoozedBy: z.string().nullable(),
    quiet: itemQuietSchema.nullable(),
    escalatedTo: z
      .string()
      .nullable()
      .openapi({ description: 'a role or a person: `role:provider`, `person:Ana Ruiz`' }),
    escalatedAt: time.nullable(),
    escalatedBy: z.string().nullable(),
    awaitingProviderSince: time.nullable(),
    awaitingProviderFor: z.string().nullable().openapi({ description: 'what the provider was asked' }),
    nextTryAt: time.nullable().openapi({ description: 'when to try to reach somebody again' }),
    risk: placeInPanelSchema.nullable(),
    pages: z.array(pageSchema).openapi({ description: 'who was told that nobody had taken it up, in order' }),
    undo: undoSchema.nullable(),
    contacts: z.array(contactSchema).openapi({ description: 'attempts made for this item, oldest first' }),
    alerts: z.array(alertSchema).openapi({ description: 'worst first' }),
    notes: z.array(noteSchema),
  })
  .openapi('WorklistItem');

export const worklistSchema = z
  .object({
    items: z.array(worklistItemSchema),
    next: z.string().nullable(),
    total: z.number().int().openapi({ description: 'open items that match the filter, on all pages' }),
    snoozed: z.number().int().openapi({ description: 'items that match the filter but are snoozed now' }),
    byLane: z.record(z.enum(lanes), z.number().int()).openapi({
      description:
        'open items that match the rest of the filter, by lane; snoozed ones as the filter has them',
    }),
    bySeverity: z.record(severitySchema, z.number().int()),
    asOf: time,
  })
  .openapi('Worklist');

export type WorklistItemBody = z.infer<typeof worklistItemSchema>;
export type WorklistBody = z.infer<typeof worklistSchema>;
export type DeedBody = z.infer<typeof deedSchema>;
export type ContactBody = z.infer<typeof contactSchema>;
