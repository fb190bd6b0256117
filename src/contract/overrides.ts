import { z } from '@hono/zod-openapi';
import { time } from './common.ts';
import { limitsSchema, ruleSettingsSchema } from './programs.ts';

export const overrideSchema = z
  .object({
    id: z.string(),
    key: z.string().openapi({ example: 'limits.severeSystolicMmHg' }),
    value: z.unknown(),
    programValue: z.unknown().openapi({ description: 'what the program says now in its place' }),
    why: z.string(),
    by: z.string(),
    from: time,
    until: time.nullable().openapi({ description: 'null: until somebody ends it' }),
    endedBy: z.string().nullable().openapi({ description: 'who ended it before its time' }),
    endedWhy: z.string().nullable(),
  })
  .openapi('LimitOverride', { description: "a patient's own setting of one limit or rule parameter" });

export const patientLimitsSchema = z
  .object({
    programId: z.string(),
    version: z.number().int(),
    program: z.object({ limits: limitsSchema, rules: ruleSettingsSchema }),
    locked: z.array(z.string()),
    inForce: z
      .object({ limits: limitsSchema, rules: ruleSettingsSchema })
      .openapi({ description: "the program's, with the patient's own settings on it" }),
    own: z.array(overrideSchema).openapi({ description: 'in force now, latest first' }),
    history: z.array(overrideSchema).openapi({ description: 'over, latest first' }),
  })
  .openapi('PatientLimits');

export type OverrideBody = z.infer<typeof overrideSchema>;
export type PatientLimitsBody = z.infer<typeof patientLimitsSchema>;
