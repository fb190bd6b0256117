import { z } from '@hono/zod-openapi';
import { codeSystems, encounterClasses } from '../domain/encounter.ts';
import { monitoringStatuses } from '../domain/monitoring.ts';
import { patientFlags } from '../domain/patient.ts';
import { kindSchema, time } from './common.ts';
import { limitsSchema } from './programs.ts';

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
    status: z.enum(monitoringStatuses),
  })
  .openapi('PatientSummary');

export const monitoringSchema = z
  .object({
    status: z.enum(monitoringStatuses),
    since: time.nullable().openapi({ description: 'null: from the beginning' }),
    resumesAt: time.nullable().openapi({ description: 'turns into active by itself then' }),
    reviewAt: time.nullable().openapi({ description: 'when a person should ask whether it still holds' }),
    reason: z.string().nullable(),
    by: z.string().nullable(),
  })
  .openapi('Monitoring', { description: 'how a patient is watched' });

export const encounterSchema = z
  .object({
    id: z.string(),
    class: z.enum(encounterClasses),
    admittedAt: time,
    dischargedAt: time.nullable(),
    emergent: z.boolean(),
  })
  .openapi('Encounter');

export const conditionSchema = z
  .object({ id: z.string(), system: z.enum(codeSystems), code: z.string(), onset: z.iso.date().nullable() })
  .openapi('Condition');

export const assignmentSchema = z
  .object({
    id: z.string(),
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
    flags: z.array(z.enum(patientFlags)).openapi({ description: 'medication and states that sharpen rules' }),
    updatedAt: time.openapi({
      description: 'send it as `ifUpdatedAt` with a change, so that nobody overwrites another',
    }),
    monitoring: monitoringSchema,
    monitoringChanges: z
      .array(monitoringSchema)
      .openapi({ description: 'all changes of status, latest first, planned ones too' }),
    encounters: z.array(encounterSchema).openapi({ description: 'latest first' }),
    conditions: z.array(conditionSchema),
    assignments: z.array(assignmentSchema),
    limits: limitsSchema,
    lastReadingAt: z.partialRecord(kindSchema, time),
    openItemId: z.string().nullable(),
  })
  .openapi('Patient');

export type PatientBody = z.infer<typeof patientSchema>;
export type PatientSummaryBody = z.infer<typeof patientSummarySchema>;
export type MonitoringBody = z.infer<typeof monitoringSchema>;
export type EncounterBody = z.infer<typeof encounterSchema>;
export type ConditionBody = z.infer<typeof conditionSchema>;
export type AssignmentBody = z.infer<typeof assignmentSchema>;
