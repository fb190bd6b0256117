import { z } from '@hono/zod-openapi';
import { lanes } from '../domain/alert.ts';
import { contactChannels, contactedParties, itemVerbs } from '../domain/contact.ts';
import { alertSchema } from './alerts.ts';
import { severitySchema, time } from './common.ts';
import { pageSchema } from './pages.ts';
import { patientSummarySchema } from './patients.ts';
import {
  awaitingProviderSchema,
  lastContactSchema,
  lineStaySchema,
  monthMinutesSchema,
  nextTaskSchema,
  placeInPanelSchema,
  transmittedSchema,
} from './worklist-line.ts';
import { changedSchema, lineAlertSchema, sparklineSchema, whySchema } from './worklist-why.ts';

export const noteSchema = z
  .object({ id: z.string(), text: z.string(), by: z.string(), at: time })
  .openapi('Note');

export const contactSchema = z
  .object({
    id: z.string(),
    itemId: z.string().nullable(),
    attempt: z
      .number()
      .int()
      .openapi({ description: 'counts since somebody was last reached, from 1; 0: they called us' }),
    who: z.enum(contactedParties),
    channel: z.enum(contactChannels),
    reached: z.boolean(),
    incoming: z.boolean().openapi({ description: 'they called us' }),
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

const lineFields = {
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
  undo: undoSchema.nullable(),
  lastPage: pageSchema.nullable().openapi({ description: 'who was last told that nobody had taken it up' }),
  site: z.string().nullable(),
  tags: z.array(z.string()),
  why: whySchema.nullable().openapi({ description: 'null: no alert is left that says anything' }),
  changed: changedSchema.nullable().openapi({
    description: 'null: nobody has taken the patient up before, or nothing has come since',
  }),
  sparkline: sparklineSchema
    .nullable()
    .openapi({ description: 'null: no kind of reading has to do with it' }),
  lastContact: lastContactSchema.nullable(),
  nextTask: nextTaskSchema.nullable(),
  stay: lineStaySchema.nullable(),
  transmittedDays: transmittedSchema,
  minutes: monthMinutesSchema,
  awaitingProvider: awaitingProviderSchema.nullable(),
};

export const worklistLineSchema = z
  .object({
    ...lineFields,
    alerts: z
      .array(lineAlertSchema)
      .openapi({ description: 'what needs review, worst first; else what was worst' }),
    alertCount: z.number().int().openapi({ description: 'all of its alerts, also those that need nothing' }),
  })
  .openapi('WorklistLine', { description: 'an item as lists show it' });

export const worklistItemSchema = z
  .object({
    ...lineFields,
    pages: z.array(pageSchema).openapi({ description: 'who was told that nobody had taken it up, in order' }),
    contacts: z.array(contactSchema).openapi({ description: 'attempts made for this item, oldest first' }),
    alerts: z.array(alertSchema).openapi({ description: 'worst first' }),
    notes: z.array(noteSchema),
  })
  .openapi('WorklistItem');

export const worklistSchema = z
  .object({
    items: z.array(worklistLineSchema),
    next: z.string().nullable(),
    total: z.number().int().openapi({ description: 'open items that match the filter, on all pages' }),
    snoozed: z.number().int().openapi({ description: 'items that match the filter but are snoozed now' }),
    byLane: z.record(z.enum(lanes), z.number().int()).openapi({
      description:
        'open items that match the rest of the filter, by lane; snoozed ones as the filter has them',
    }),
    bySeverity: z.record(severitySchema, z.number().int()),
    open: z.number().int().openapi({
      description: 'all open items that the caller may see, whatever the filter, also snoozed ones',
    }),
    providerOverdue: z.number().int().openapi({
      description: 'items that match the filter and wait for a provider past the time, also snoozed ones',
    }),
    asOf: time,
  })
  .openapi('Worklist');

export type WorklistItemBody = z.infer<typeof worklistItemSchema>;
export type WorklistLineBody = z.infer<typeof worklistLineSchema>;
export type WorklistBody = z.infer<typeof worklistSchema>;
export type DeedBody = z.infer<typeof deedSchema>;
export type ContactBody = z.infer<typeof contactSchema>;
