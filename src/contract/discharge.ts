import { z } from '@hono/zod-openapi';
import {
  admissionSources,
  admissionTypes,
  codeSystems,
  dispositions,
  insulinCourses,
} from '../domain/encounter.ts';
import { monitoringStatuses } from '../domain/monitoring.ts';
import { overrideSchema } from './overrides.ts';
import { encounterSchema } from './patients.ts';
import { taskSchema } from './tasks.ts';

const instant = z.iso.datetime({ offset: true });
const count = z.int().min(0).max(10_000);

const diagnosis = z.strictObject({
  system: z.enum(codeSystems),
  code: z
    .string()
    .regex(/^[A-Za-z0-9.]{2,18}$/, 'must be a code such as I50.9')
    .transform(code => code.replaceAll('.', '').toUpperCase()),
});

const factsInput = z.strictObject({
  admissionType: z.enum(admissionTypes).optional(),
  admissionSource: z.enum(admissionSources).optional(),
  disposition: z.enum(dispositions).optional(),
  diagnoses: z.array(diagnosis).max(50).optional().openapi({ description: 'the principal one first' }),
  diagnosisCount: count.optional(),
  medications: count.optional(),
  procedures: count.optional(),
  labTests: count.optional(),
  insulin: z.enum(insulinCourses).optional(),
  onDiabetesMedication: z.boolean().optional(),
  diabetesMedicationChanged: z.boolean().optional(),
  hba1cPercent: z.number().min(2).max(25).optional(),
  haemoglobinGDl: z.number().min(2).max(25).optional(),
  sodiumMmolL: z.number().min(80).max(220).optional(),
  fromOncology: z.boolean().optional(),
});

export const dischargeClasses = ['inpatient', 'emergency'] as const;

export const dischargeInput = z.strictObject({
  class: z.enum(dischargeClasses),
  dischargedAt: instant.openapi({ description: 'within the last 30 days' }),
  admittedAt: instant.optional().openapi({
    description: 'without it the stay on file that has not ended, or since when the status is in-hospital',
  }),
  emergent: z.boolean().optional().openapi({
    description: 'admitted through an emergency; without it as on file, or no',
  }),
  facts: factsInput
    .optional()
    .openapi({ description: 'what the risk models know of the stay; adds to what is on file' }),
});

export const dischargeSchema = z
  .object({
    encounter: encounterSchema,
    status: z.enum(monitoringStatuses).openapi({ description: 'in-hospital has become active' }),
    tasks: z.array(taskSchema).openapi({ description: 'the calls that were started' }),
    cancelledTasks: z
      .number()
      .int()
      .openapi({ description: 'calls after an earlier stay that were still open' }),
    limits: z.array(overrideSchema).openapi({ description: 'limits that are tighter for 30 days' }),
    limitsLeft: z
      .array(z.object({ key: z.string(), why: z.string() }))
      .openapi({ description: 'limits that stay as they are, and why' }),
  })
  .openapi('Discharge');

export type DischargeInput = z.infer<typeof dischargeInput>;
export type DischargeBody = z.infer<typeof dischargeSchema>;
