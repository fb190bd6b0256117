import { z } from '@hono/zod-openapi';
import { time } from './common.ts';
import { patientSummarySchema } from './patients.ts';

export const minutesActivities = ['review', 'call', 'coordination'] as const;
export const minutesStates = ['running', 'waiting', 'approved', 'discarded'] as const;

/** Convention: whoever worked longer on one patient at a stretch enters it in parts. */
export const mostSecondsInEntry = 4 * 60 * 60;

const seconds = z.number().int().min(0);
const byHandSeconds = z
  .number()
  .int()
  .min(1, 'must be at least a second')
  .max(mostSecondsInEntry, 'must be at most 4 hours: enter it in parts');
const note = z.string().trim().min(1, 'must not be empty').max(1_000);

export const minutesSchema = z
  .object({
    id: z.string(),
    patientId: z.string(),
    itemId: z.string().nullable(),
    activity: z.enum(minutesActivities),
    interactive: z.boolean().openapi({ description: 'with the patient or caregiver, live' }),
    startedAt: time,
    seconds: z.number().int().openapi({ description: 'of a running timer: as last told by pause' }),
    endedAt: time.nullable().openapi({
      description: 'when it last counted: of a timer pauses may lie between; null: it is running',
    }),
    state: z.enum(minutesStates).openapi({ description: 'only what its maker approved counts' }),
    note: z.string().nullable(),
    by: z.string(),
    at: time,
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
    version: z.number().int(),
  })
  .openapi('Minutes', { description: 'time spent on a patient' });
export type MinutesBody = z.infer<typeof minutesSchema>;

export const startInput = z
  .strictObject({
    activity: z.enum(minutesActivities),
    interactive: z
      .boolean()
      .optional()
      .openapi({ description: 'with the patient or caregiver, live; a call is unless said otherwise' }),
    itemId: z.string().optional(),
  })
  .openapi('MinutesStart');
export type StartInput = z.infer<typeof startInput>;

export const startedSchema = z
  .object({
    minutes: minutesSchema,
    stopped: minutesSchema
      .nullable()
      .openapi({ description: 'the timer that ran before: one person has one timer; it waits for approval' }),
  })
  .openapi('MinutesStarted');
export type StartedBody = z.infer<typeof startedSchema>;

export const pauseInput = z
  .strictObject({
    seconds: seconds.openapi({
      description:
        'counted so far, without pauses; never more than has passed since the start, nor than 4 hours',
    }),
  })
  .openapi('MinutesPause');
export type PauseInput = z.infer<typeof pauseInput>;

export const stopInput = pauseInput
  .extend({ interactive: z.boolean().optional(), note: note.optional() })
  .openapi('MinutesStop');
export type StopInput = z.infer<typeof stopInput>;

export const byHandInput = z
  .strictObject({
    startedAt: z.iso.datetime({ offset: true }),
    seconds: byHandSeconds,
    activity: z.enum(minutesActivities),
    interactive: z.boolean(),
    note,
    itemId: z.string().optional(),
  })
  .openapi('MinutesByHand');
export type ByHandInput = z.infer<typeof byHandInput>;

export const approveInput = z
  .strictObject({
    version: z.number().int(),
    seconds: byHandSeconds.optional().openapi({ description: 'as they should count' }),
  })
  .openapi('MinutesApproval');
export type ApproveInput = z.infer<typeof approveInput>;

export const discardInput = z.strictObject({ version: z.number().int() }).openapi('MinutesDiscard');

const billingSchema = z.object({
  code: z.string().openapi({ example: '99457' }),
  units: z.number().int(),
  rule: z.string(),
});

export const monthMinutesSchema = z
  .object({
    month: z.string().openapi({ example: '2026-11', description: "a calendar month in the patient's zone" }),
    timeZone: z.string(),
    items: z.array(minutesSchema).openapi({ description: 'begun in the month, latest first' }),
    next: z.null(),
    totals: z.object({
      approvedSeconds: z.number().int(),
      waitingSeconds: z.number().int(),
      isInteractive: z.boolean().openapi({ description: 'something approved was with the patient, live' }),
    }),
    billing: z.object({
      earned: z.array(billingSchema).openapi({
        description: 'what the approved time reaches; who bills decides. CPT, United States, 2026',
      }),
      toNext: z
        .object({ code: z.string(), seconds: z.number().int(), needsInteractive: z.boolean() })
        .openapi({ description: 'what is missing for the next 20 minutes' }),
    }),
  })
  .openapi('MonthMinutes');
export type MonthMinutesBody = z.infer<typeof monthMinutesSchema>;

export const myMinutesSchema = minutesSchema.extend({ patient: patientSummarySchema }).openapi('MyMinutes');
export type MyMinutesBody = z.infer<typeof myMinutesSchema>;
