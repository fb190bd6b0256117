import { z } from '@hono/zod-openapi';
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
    state: z.enum(['waiting', 'replayed', 'discarded']),
    resolvedBy: z.string().nullable(),
    resolvedAt: time.nullable(),
    readingId: z.string().nullable().openapi({ description: 'the reading that a replay made of it' }),
  })
  .openapi('RejectedMessage', { description: 'a message that is no reading, and how to mend it' });

export const rejectedMessageSchema = rejectedSchema
  .extend({
    text: z.string().nullable().openapi({ description: 'what was sent, where it is text' }),
    base64: z.string().openapi({ description: 'what was sent, byte by byte' }),
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
    rejectedAgain: z.number().int(),
    left: z.number().int().openapi({ description: 'of the group, still waiting' }),
  })
  .openapi('ReplayReport');

export const importReportSchema = z
  .object({
    lines: z.number().int(),
    patientsAdded: z.number().int(),
    patientsChanged: z.number().int(),
    devicesAdded: z.number().int(),
    assignmentsAdded: z.number().int(),
    assignmentsChanged: z.number().int(),
    warnings: z
      .array(z.object({ line: z.number().int(), field: z.string(), message: z.string() }))
      .openapi({ description: 'imported, but worth a look: two people share a device without slots, say' }),
  })
  .openapi('ImportReport');

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
export type ImportReport = z.infer<typeof importReportSchema>;
export type OutcomeBody = z.infer<typeof outcomeSchema>;
export type RejectedMessageBody = z.infer<typeof rejectedMessageSchema>;
export type RejectedGroupBody = z.infer<typeof rejectedGroupSchema>;
export type ReplayReport = z.infer<typeof replayReportSchema>;
