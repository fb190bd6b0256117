import { z } from '@hono/zod-openapi';
import { actionsTaken, alertStates, concerns, endReasons, severities, verdicts } from './domain/alert.ts';
import { kinds, meals, modes, readingFlags } from './domain/reading.ts';

const time = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-23T07:00:00.000Z' });
const severity = z.enum(severities);
export const kindSchema = z.enum(kinds);

/** A page of a list: `next` is the cursor of the following page, null on the last. */
export const pageOf = <T extends z.ZodType>(item: T, name: string) =>
  z.object({ items: z.array(item), next: z.string().nullable() }).openapi(name);

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    field: z.string().optional().openapi({ description: 'the field that is wrong' }),
    remedy: z.string().optional().openapi({ description: 'what to send instead' }),
    errors: z
      .array(z.object({ line: z.number().int(), field: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'every line of an import that is wrong' }),
    rejectedId: z.string().optional(),
    requestId: z.string(),
    conflict: z
      .object({ by: z.string(), at: time, state: z.string() })
      .optional()
      .openapi({ description: 'who changed it first, and when' }),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details' });

export const patientSummarySchema = z
  .object({
    id: z.string(),
    siteId: z.string().openapi({ description: "the site's own id; usable in routes" }),
    family: z.string(),
    given: z.string(),
    birthDate: z.iso.date(),
    sex: z.string(),
    timeZone: z.string(),
    programId: z.string(),
  })
  .openapi('PatientSummary');

export const alertReviewSchema = z
  .object({
    verdict: z.enum(verdicts),
    action: z.enum(actionsTaken),
    acceptedUntil: time.nullable().openapi({ description: 'still firing: quiet until worse, or until this' }),
    by: z.string(),
    at: time,
  })
  .openapi('AlertReview');

export const alertSchema = z
  .object({
    id: z.string(),
    ruleId: z.string(),
    ruleTitle: z.string(),
    ruleVersion: z.number().int(),
    concern: z.enum(concerns),
    severity,
    state: z.enum(alertStates),
    confirmed: z.boolean(),
    because: z.string(),
    evidence: z.object({
      readings: z.array(z.object({ id: z.string(), measuredAt: time, value: z.string() })),
      limits: z.record(z.string(), z.number()),
    }),
    startedAt: time,
    firedAt: time.nullable(),
    lastAt: time.openapi({ description: 'the latest instant at which it was found firing' }),
    pendingUntil: time.nullable().openapi({ description: 'waits for a repeat until' }),
    endedAt: time.nullable(),
    endReason: z.enum(endReasons).nullable(),
    needsReview: z.boolean().openapi({ description: 'a person must still say whether it was real' }),
    isNew: z.boolean().openapi({ description: 'fired or worsened since the item was last acknowledged' }),
    previousAlertId: z.string().nullable(),
    review: alertReviewSchema.nullable(),
  })
  .openapi('Alert');

export const noteSchema = z
  .object({ id: z.string(), text: z.string(), by: z.string(), at: time })
  .openapi('Note');

export const worklistItemSchema = z
  .object({
    id: z.string(),
    version: z.number().int().openapi({
      description:
        'rises with every human change and every new or worse alert; send it with a verb, so that nobody decides on a line that has changed',
    }),
    state: z.enum(['open', 'acknowledged', 'closed']),
    lane: z.enum(['clinical', 'technical']),
    patient: patientSummarySchema,
    severity,
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
    alerts: z.array(alertSchema).openapi({ description: 'worst first' }),
    notes: z.array(noteSchema),
  })
  .openapi('WorklistItem');

export const worklistSchema = z
  .object({
    items: z.array(worklistItemSchema),
    next: z.string().nullable(),
    total: z.number().int().openapi({ description: 'open items that match the filter, on all pages' }),
    bySeverity: z.record(severity, z.number().int()),
    asOf: time,
  })
  .openapi('Worklist');

export const readingSchema = z
  .object({
    id: z.string(),
    kind: kindSchema,
    deviceId: z.string(),
    slot: z.string().nullable(),
    measuredAt: time,
    receivedAt: time,
    mode: z.enum(modes),
    flags: z.array(z.enum(readingFlags)),
    suspect: z.string().nullable(),
    systolicMmHg: z.number().optional(),
    diastolicMmHg: z.number().optional(),
    pulsePerMin: z.number().nullable().optional(),
    glucoseMgDl: z.number().nullable().optional(),
    outOfRange: z.enum(['HI', 'LO']).nullable().optional(),
    meal: z.enum(meals).nullable().optional(),
    weightKg: z.number().optional(),
    sent: z.object({ unit: z.string().nullable(), values: z.record(z.string(), z.unknown()) }),
  })
  .openapi('Reading', { description: 'only the fields of its kind are present' });

const glucoseLimit = z.object({ mgDl: z.number(), mmolL: z.number() });

export const limitsSchema = z
  .object({
    severeSystolicMmHg: z.number(),
    severeDiastolicMmHg: z.number(),
    severeClearSystolicMmHg: z.number(),
    severeClearDiastolicMmHg: z.number(),
    lowSystolicMmHg: z.number(),
    veryLowSystolicMmHg: z.number(),
    lowClearSystolicMmHg: z.number(),
    meanSystolicMmHg: z.number(),
    meanDiastolicMmHg: z.number(),
    glucoseLevel1Low: glucoseLimit,
    glucoseLevel2Low: glucoseLimit,
    glucoseLowClear: glucoseLimit,
    glucoseHigh: glucoseLimit,
    glucoseVeryHigh: glucoseLimit,
    weightGain1DayKg: z.number(),
    weightGain3DaysKg: z.number(),
    weightGain7DaysKg: z.number(),
    missedDays: z.number(),
  })
  .openapi('Limits');

export const programSchema = z
  .object({ id: z.string(), name: z.string(), limits: limitsSchema, limitsVersion: z.number().int() })
  .openapi('Program');

export const assignmentSchema = z
  .object({
    deviceId: z.string(),
    kind: kindSchema,
    slot: z.string().nullable(),
    perWeek: z.number(),
    from: time.nullable().openapi({ description: 'null: from the beginning of time' }),
    until: time.nullable(),
  })
  .openapi('Assignment');

export const patientSchema = patientSummarySchema
  .extend({
    enrolledAt: time,
    phone: z.string().nullable(),
    language: z.string().nullable(),
    caregiver: z.string().nullable(),
    caregiverPhone: z.string().nullable(),
    caregiverConsent: z.boolean().nullable(),
    emergencyContact: z.string().nullable(),
    emergencyPhone: z.string().nullable(),
    address: z.string().nullable(),
    provider: z.string().nullable(),
    dryWeightKg: z.number().nullable(),
    site: z.string().nullable(),
    tags: z.array(z.string()),
    assignments: z.array(assignmentSchema),
    limits: limitsSchema,
    lastReadingAt: z.partialRecord(kindSchema, time),
    openItemId: z.string().nullable(),
  })
  .openapi('Patient');

export const eventSchema = z
  .object({
    id: z.number().int(),
    kind: z.enum(['worklist-item.opened', 'worklist-item.changed', 'worklist-item.closed', 'alert.changed']),
    at: time,
    patientId: z.string(),
    itemId: z.string().nullable(),
  })
  .openapi('Event', { description: 'data of a server-sent event: ids only, fetch what changed' });

export const rollupSchema = z
  .object({
    kind: kindSchema,
    day: z.iso.date().openapi({ description: "the patient's local calendar day" }),
    readings: z.number().int(),
    mean: z.number().nullable().openapi({ description: 'systolic mmHg, glucose mg/dL or weight kg' }),
    min: z.number().nullable(),
    max: z.number().nullable(),
    diastolicMean: z.number().nullable(),
    pulseMean: z.number().nullable(),
    outOfRange: z.number().int().openapi({ description: 'HI and LO readings' }),
  })
  .openapi('DailyRollup');

export const patientAlertSchema = alertSchema
  .extend({ patientId: z.string(), patientSiteId: z.string(), itemId: z.string().nullable() })
  .openapi('PatientAlert');

export const ruleSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    title: z.string(),
    concern: z.enum(concerns),
    kinds: z.array(kindSchema),
    latenessLimitHours: z
      .number()
      .openapi({ description: 'a reading that arrives later is not judged by it' }),
    source: z.string().openapi({ description: 'where its numbers come from' }),
  })
  .openapi('Rule');

export const deviceSchema = z
  .object({
    id: z.string(),
    batteryPercent: z.number().nullable(),
    statusAt: time.nullable(),
    assignments: z.array(assignmentSchema.omit({ deviceId: true }).extend({ patientId: z.string() })),
  })
  .openapi('Device');

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
  })
  .openapi('RejectedMessage', { description: 'a message that is no reading, and how to mend it' });

export const unownedSchema = readingSchema
  .extend({ candidates: z.array(z.string()).openapi({ description: 'patient ids it may belong to' }) })
  .openapi('UnownedReading', { description: 'whose reading? its device is known, its owner is not' });

export const importReportSchema = z
  .object({
    lines: z.number().int(),
    patientsAdded: z.number().int(),
    patientsChanged: z.number().int(),
    devicesAdded: z.number().int(),
    assignmentsAdded: z.number().int(),
    assignmentsChanged: z.number().int(),
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

export type WorklistItemBody = z.infer<typeof worklistItemSchema>;
export type WorklistBody = z.infer<typeof worklistSchema>;
export type AlertBody = z.infer<typeof alertSchema>;
export type ReadingBody = z.infer<typeof readingSchema>;
export type PatientBody = z.infer<typeof patientSchema>;
export type PatientSummaryBody = z.infer<typeof patientSummarySchema>;
export type LimitsBody = z.infer<typeof limitsSchema>;
export type ProgramBody = z.infer<typeof programSchema>;
export type EventBody = z.infer<typeof eventSchema>;
export type ProblemBody = z.infer<typeof problemSchema>;
export type RollupBody = z.infer<typeof rollupSchema>;
export type PatientAlertBody = z.infer<typeof patientAlertSchema>;
export type DeviceBody = z.infer<typeof deviceSchema>;
export type RejectedBody = z.infer<typeof rejectedSchema>;
export type UnownedBody = z.infer<typeof unownedSchema>;
export type ImportReport = z.infer<typeof importReportSchema>;
export type OutcomeBody = z.infer<typeof outcomeSchema>;
