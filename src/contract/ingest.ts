import { z } from '@hono/zod-openapi';
import { modes } from '../domain/reading.ts';
import { time } from './common.ts';

export const rejectedSchema = z
  .object({
    id: z.string(),
    source: z.enum(['mqtt', 'http']),
    topic: z.string(),
    reason: z.string(),
    field: z.string().nullable(),
    remedy: z.string(),
    sizeBytes: z.number().int(),
    truncated: z.boolean(),
    times: z.number().int().openapi({ description: 'how often the same bytes came on the same topic' }),
    firstReceivedAt: time,
    lastReceivedAt: time,
    deviceId: z.string().nullable(),
    channel: z.string().nullable(),
    mode: z.enum(modes).openapi({ description: 'stated by the door; its payload may state another' }),
    state: z.enum(['waiting', 'replayed', 'discarded']),
    resolvedBy: z.string().nullable(),
    resolvedAt: time.nullable(),
    resolvedWhy: z.string().nullable().openapi({ description: 'why it was discarded' }),
    replayOutcome: z
      .enum(['stored', 'suspect', 'unowned', 'duplicate', 'status'])
      .nullable()
      .openapi({ description: 'what a replay made of it' }),
    readingId: z.string().nullable().openapi({ description: 'the reading that a replay made of it' }),
  })
  .openapi('RejectedMessage', { description: 'a message that is no reading, and how to mend it' });

export const rejectedMessageSchema = rejectedSchema
  .extend({
    text: z.string().nullable().openapi({ description: 'what was sent, where it is text' }),
    base64: z.string().openapi({ description: 'what was sent, byte by byte' }),
    patientIds: z.array(z.string()).openapi({
      description:
        'whom it may tell of: who held its device when it came; when nobody did, everyone who ever did',
    }),
  })
  .openapi('RejectedMessageWhole');

export const rejectedGroupSchema = z
  .object({
    key: z.string().openapi({ description: 'names the group in `replay` and `discard`' }),
    reason: z.string(),
    channel: z.string().nullable(),
    field: z.string().nullable(),
    remedy: z.string(),
    messages: z.number().int().openapi({ description: 'different messages that wait' }),
    times: z.number().int().openapi({ description: 'how often they came, repeats counted' }),
    devices: z.number().int(),
    firstReceivedAt: time,
    lastReceivedAt: time,
    exampleId: z.string(),
  })
  .openapi('RejectedGroup', { description: 'messages that wait for the same reason' });

export const replayReportSchema = z
  .object({
    tried: z.number().int(),
    replayed: z.number().int(),
    unowned: z.number().int().openapi({ description: 'of these, readings whose owner is not known yet' }),
    rejectedAgain: z.number().int(),
    left: z.number().int().openapi({ description: 'of the group, still waiting' }),
  })
  .openapi('ReplayReport');

export const discardReportSchema = z.object({ discarded: z.number().int() }).openapi('DiscardReport');

export const importWarningSchema = z
  .object({ line: z.number().int(), field: z.string(), message: z.string() })
  .openapi('ImportWarning', { description: 'imported, but worth a look' });

export const importReportSchema = z
  .object({
    lines: z.number().int(),
    patientsAdded: z.number().int(),
    patientsChanged: z.number().int(),
    devicesAdded: z.number().int(),
    assignmentsAdded: z.number().int(),
    assignmentsChanged: z.number().int(),
    warnings: z.array(importWarningSchema),
  })
  .openapi('ImportReport');

export const recordsReportSchema = z
  .object({
    lines: z.number().int(),
    patients: z.number().int().openapi({ description: 'patients the file speaks of' }),
    added: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    warnings: z.array(importWarningSchema),
  })
  .openapi('RecordsReport', { description: 'what became of a file of stays or diagnoses' });

export const outcomeSchema = z
  .object({
    outcome: z.enum(['stored', 'suspect', 'unowned', 'duplicate', 'status', 'rejected']),
    readingId: z.string().optional(),
    reason: z.string().optional(),
    field: z.string().nullable().optional(),
    remedy: z.string().optional(),
    rejectedId: z.string().optional(),
  })
  .openapi('IngestOutcome', { description: 'what became of a message, once it is durable' });

export type RejectedBody = z.infer<typeof rejectedSchema>;
export type ImportWarning = z.infer<typeof importWarningSchema>;
export type RecordsReport = z.infer<typeof recordsReportSchema>;
export type ImportReport = z.infer<typeof importReportSchema>;
export type OutcomeBody = z.infer<typeof outcomeSchema>;
export type RejectedMessageBody = z.infer<typeof rejectedMessageSchema>;
export type RejectedGroupBody = z.infer<typeof rejectedGroupSchema>;
export type ReplayReport = z.infer<typeof replayReportSchema>;
export type DiscardReport = z.infer<typeof discardReportSchema>;
