import { z } from '@hono/zod-openapi';
import { alertStates, concerns } from '../domain/alert.ts';
import { kindSchema, severitySchema, time } from './common.ts';

export const qualityFlags = ['clock', 'no-time', 'corrected', 'suspect', 'late', 'unowned'] as const;
/** What makes one doubt a reading, or when it was taken. `late`: it came more than an hour after it was measured. */
export type QualityFlag = (typeof qualityFlags)[number];

export const measures = ['systolic', 'diastolic', 'pulse', 'glucose', 'weight'] as const;
export type Measure = (typeof measures)[number];

export const lineAlertSchema = z
  .object({
    id: z.string(),
    ruleId: z.string(),
    ruleTitle: z.string(),
    concern: z.enum(concerns),
    severity: severitySchema,
    state: z.enum(alertStates),
    confirmed: z.boolean(),
    because: z.string(),
    startedAt: time,
    needsReview: z.boolean(),
    isNew: z.boolean(),
    isNotice: z.boolean(),
    isDuty: z.boolean(),
  })
  .openapi('LineAlert', { description: 'an alert in brief' });

const limitSchema = z.object({
  what: z.string().openapi({ description: 'in words: `severe at or above, systolic`' }),
  value: z.number(),
  unit: z.string(),
});

export const whySchema = z
  .object({
    alertId: z.string(),
    ruleId: z.string(),
    ruleTitle: z.string(),
    concern: z.enum(concerns),
    severity: severitySchema,
    state: z.enum(alertStates),
    because: z.string(),
    confirmed: z.boolean(),
    readings: z.object({ agree: z.number().int(), of: z.number().int() }).openapi({
      description: 'how many readings it rests on, of how many it takes: `1 of 2` while nothing confirms it',
    }),
    value: z
      .object({ measure: z.enum(measures), value: z.number().nullable(), unit: z.string(), said: z.string() })
      .nullable()
      .openapi({
        description:
          'the decisive reading, as judged; `value` is null for HI and LO, all of it where no reading decided',
      }),
    limit: limitSchema
      .nullable()
      .openapi({ description: "this patient's limit that it was compared with, as it was then" }),
    measuredAt: time.nullable(),
    arrivedAt: time.nullable(),
    flags: z.array(z.enum(qualityFlags)),
  })
  .openapi('Why', { description: 'the alert that speaks for the line, and what it rests on' });

export const changedSchema = z
  .object({
    since: z.object({
      at: time,
      by: z.string(),
      did: z.enum(['acknowledged', 'closed']),
    }),
    changes: z.array(
      z.object({
        is: z.enum(['new', 'worse', 'ended', 'answered']).openapi({
          description:
            '`worse`: it grew worse, or speaks again after it was quiet; `answered`: by a provider',
        }),
        alertId: z.string().nullable(),
        said: z.string(),
      }),
    ),
    before: z
      .number()
      .nullable()
      .openapi({ description: 'the last value of the same measure that was there then' }),
    said: z.string().openapi({
      description: 'in one sentence: `systolic 168 → 182 since Ana Ruiz acknowledged it at Mon 23 Nov 09:10`',
    }),
  })
  .openapi('Changed', { description: 'what has come since somebody last took the patient up, or was done' });

export const sparklineSchema = z
  .object({
    kind: kindSchema,
    measure: z.enum(measures),
    unit: z.string(),
    firstDay: z.iso.date().openapi({ description: "the first of 14 days by the patient's calendar" }),
    values: z.array(z.number().nullable()).openapi({ description: 'the mean of each day; null: none came' }),
    limits: z.array(limitSchema),
  })
  .openapi('Sparkline');

export type LineAlertBody = z.infer<typeof lineAlertSchema>;
export type WhyBody = z.infer<typeof whySchema>;
export type ChangedBody = z.infer<typeof changedSchema>;
export type SparklineBody = z.infer<typeof sparklineSchema>;
export type LimitBody = z.infer<typeof limitSchema>;
