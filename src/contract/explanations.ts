import { z } from '@hono/zod-openapi';
import { alertStates, concerns, quietReasons } from '../domain/alert.ts';
import { comparedSchema } from './alerts.ts';
import { kindSchema, severitySchema, time } from './common.ts';
import { overrideSchema } from './overrides.ts';

const standingSchema = z.object({
  state: z.enum(['pending', 'firing']),
  startedAt: time,
  severity: severitySchema,
  confirmed: z.boolean(),
});

const dayBody = z.object({
  kind: kindSchema,
  day: z.iso.date(),
  readings: z.number().int(),
  mean: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  diastolicMean: z.number().nullable(),
  pulseMean: z.number().nullable(),
});

const readingSeen = z.object({
  id: z.string(),
  measuredAt: time,
  value: z.string(),
  since: z
    .enum(['unchanged', 'corrected', 'accepted', 'reassigned', 'discarded', 'gone'])
    .openapi({ description: 'what has become of it since' }),
});

const eventSchema = z.object({
  at: time,
  what: z.string(),
  by: z.string().nullable(),
});

const recomputedSchema = z.object({
  same: z.boolean().nullable().openapi({ description: 'null: it cannot be found again; `why` says why' }),
  why: z.string().nullable(),
  because: z.string().nullable().openapi({ description: 'what the rule says now, on the same grounds' }),
  differences: z.array(z.object({ field: z.string(), stored: z.string(), recomputed: z.string() })),
});

export const explanationSchema = z
  .object({
    alertId: z.string(),
    patientId: z.string(),
    patientSiteId: z.string(),
    rule: z.object({
      id: z.string(),
      title: z.string(),
      version: z.number().int().openapi({ description: 'the version that fired' }),
      versionNow: z.number().int().nullable().openapi({ description: 'null: no rule on readings' }),
      concern: z.enum(concerns),
      source: z.string().nullable(),
      clears: z.string().nullable(),
      steps: z.array(z.string()),
    }),
    state: z.enum(alertStates),
    severity: severitySchema,
    confirmed: z.boolean(),
    because: z.string(),
    judged: z
      .object({
        at: time,
        readingId: z.string().nullable().openapi({ description: 'null: only time had passed' }),
        stood: standingSchema.nullable().openapi({ description: 'the alert of the rule that stood before' }),
      })
      .nullable(),
    readings: z.array(readingSeen),
    days: z.array(dayBody),
    limits: z.record(z.string(), z.number()).openapi({ description: 'what the values were compared with' }),
    compared: z.array(comparedSchema).openapi({ description: 'the same in words, with units' }),
    inForce: z
      .object({
        version: z.number().int(),
        by: z.string(),
        from: time,
        params: z.record(z.string(), z.unknown()).openapi({ description: "the rule's own parameters" }),
        own: z.array(overrideSchema).openapi({ description: "the patient's own settings in force then" }),
      })
      .nullable(),
    quiet: z
      .object({ by: z.enum(quietReasons), until: time.nullable(), for: z.string().nullable() })
      .nullable()
      .openapi({ description: 'why it asks for nobody although it fires, until when, on whose account' }),
    lifecycle: z.array(eventSchema),
    recomputed: recomputedSchema,
  })
  .openapi('AlertExplanation');

export type ExplanationBody = z.infer<typeof explanationSchema>;
