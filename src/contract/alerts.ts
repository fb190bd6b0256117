import { z } from '@hono/zod-openapi';
import { actionsTaken, alertStates, concerns, endReasons, quietReasons, verdicts } from '../domain/alert.ts';
import { severitySchema, time } from './common.ts';

export const alertReviewSchema = z
  .object({
    verdict: z.enum(verdicts),
    action: z.enum(actionsTaken),
    acceptedUntil: time.nullable().openapi({ description: 'still firing: quiet until worse, or until this' }),
    by: z.string(),
    at: time,
  })
  .openapi('AlertReview');

export const alertQuietSchema = z
  .object({
    by: z.enum(quietReasons),
    until: time.nullable().openapi({ description: 'null: until what hides it is over' }),
    for: z.string().openapi({
      description:
        'the alert that speaks for it, was dealt with or goes on in it; or the incident of a gateway',
    }),
    because: z.string(),
  })
  .openapi('AlertQuiet', {
    description: 'what keeps a firing alert from asking for a person, or with what it was reviewed',
  });

export const comparedSchema = z
  .object({
    name: z.string(),
    what: z.string(),
    value: z.number(),
    unit: z.string().openapi({ description: 'empty for a plain number' }),
  })
  .openapi('ComparedLimit', { description: 'what values were compared with' });

export const stepSchema = z
  .object({
    text: z.string(),
    doneBy: z.string().nullable(),
    doneAt: time.nullable(),
  })
  .openapi('ProtocolStep', { description: 'a step of a protocol, as ticked on the item of the alert' });

export const alertSchema = z
  .object({
    id: z.string(),
    ruleId: z.string(),
    ruleTitle: z.string(),
    ruleVersion: z.number().int(),
    concern: z.enum(concerns),
    severity: severitySchema,
    state: z.enum(alertStates),
    confirmed: z.boolean(),
    because: z.string(),
    evidence: z.object({
      readings: z.array(z.object({ id: z.string(), measuredAt: time, value: z.string() })),
      limits: z.record(z.string(), z.number()),
      compared: z.array(comparedSchema).openapi({ description: 'the same limits in words, with units' }),
    }),
    steps: z
      .array(stepSchema)
      .openapi({ description: "the rule's protocol: what may be considered, in order, and what of it was" }),
    isNotice: z.boolean().openapi({
      description:
        'it states a fact: a close asks only what was done, and takes that from the other alerts of the line',
    }),
    isDuty: z.boolean().openapi({
      description: 'it ends only when its tasks are done, moved or cancelled: no review makes it quiet',
    }),
    startedAt: time,
    firedAt: time.nullable(),
    lastAt: time.openapi({ description: 'the latest instant at which it was found firing' }),
    pendingUntil: time.nullable().openapi({ description: 'waits for a repeat until' }),
    endedAt: time.nullable(),
    endReason: z.enum(endReasons).nullable(),
    needsReview: z.boolean().openapi({
      description: 'a person must still say whether it was real, or of a notice what was done',
    }),
    isNew: z.boolean().openapi({ description: 'fired or worsened since the item was last acknowledged' }),
    previousAlertId: z.string().nullable(),
    review: alertReviewSchema.nullable(),
    quiet: alertQuietSchema.nullable(),
  })
  .openapi('Alert');

export const patientAlertSchema = alertSchema
  .extend({ patientId: z.string(), patientSiteId: z.string(), itemId: z.string().nullable() })
  .openapi('PatientAlert');

export type AlertBody = z.infer<typeof alertSchema>;
export type StepBody = z.infer<typeof stepSchema>;
export type PatientAlertBody = z.infer<typeof patientAlertSchema>;
