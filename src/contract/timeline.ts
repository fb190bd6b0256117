import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const timelineKinds = [
  'alert',
  'deed',
  'note',
  'contact',
  'symptoms',
  'task',
  'provider',
  'status',
  'limits',
  'stay',
  'medication',
  'problem',
  'device',
  'details',
  'resolution',
  'risk',
  'minutes',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export const timelineEntrySchema = z
  .object({
    at: time,
    kind: z.enum(timelineKinds),
    title: z.string(),
    detail: z.string().nullable(),
    by: z.string().nullable().openapi({ description: 'null: nobody did it, it came about' }),
    ref: z.object({ type: z.string(), id: z.string() }).openapi({ description: 'what it is about' }),
  })
  .openapi('TimelineEntry');
export type TimelineEntryBody = z.infer<typeof timelineEntrySchema>;

export const timelineSchema = z
  .object({ items: z.array(timelineEntrySchema), next: z.string().nullable() })
  .openapi('Timeline', { description: 'all that happened with one patient, newest first' });

const named = (text: string): TimelineKind[] =>
  text
    .split(',')
    .map(kind => kind.trim())
    .filter((kind): kind is TimelineKind => (timelineKinds as readonly string[]).includes(kind));

export const timelineQuery = z.strictObject({
  before: z.string().optional().openapi({ description: '`next` of the page before' }),
  kinds: z
    .string()
    .refine(
      text => named(text).length === text.split(',').length,
      `must be some of ${timelineKinds.join(', ')}`,
    )
    .optional()
    .openapi({ description: 'only these, with commas between', example: 'alert,contact' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TimelineQuery = z.infer<typeof timelineQuery>;

/** The kinds that a query asks for; all without any. */
export const kindsAsked = ({ kinds }: Pick<TimelineQuery, 'kinds'>): readonly TimelineKind[] =>
  kinds === undefined ? timelineKinds : named(kinds);
