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

export type DeviceBody = z.infer<typeof deviceSchema>;
