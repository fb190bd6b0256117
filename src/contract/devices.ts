import { z } from '@hono/zod-openapi';
import { time } from './common.ts';
import { assignmentSchema } from './patients.ts';

export const deviceSchema = z
  .object({
    id: z.string(),
    batteryPercent: z.number().nullable(),
    statusAt: time.nullable(),
    assignments: z.array(assignmentSchema.omit({ deviceId: true }).extend({ patientId: z.string() })),
  })
  .openapi('Device');

export const assignedSchema = z
  .object({
    assignment: assignmentSchema.extend({ patientId: z.string() }),
    filed: z.number().int().openapi({ description: 'readings of unclear owner whose owner is clear now' }),
    moved: z.number().int().openapi({ description: 'readings that were filed to somebody else' }),
    couldMove: z
      .number()
      .int()
      .openapi({ description: 'readings that are filed to somebody else; send moveReadings to move them' }),
  })
  .openapi('Assigned');

export type AssignedBody = z.infer<typeof assignedSchema>;
export type DeviceBody = z.infer<typeof deviceSchema>;
