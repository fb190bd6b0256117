import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const incidentKinds = ['gateway-silent', 'queue-unattended'] as const;

export const incidentSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    kind: z.enum(incidentKinds),
    subjectId: z.string().openapi({ description: 'the gateway, or the program' }),
    state: z.enum(['open', 'acknowledged', 'closed']),
    because: z.string(),
    startedAt: time,
    endedAt: time.nullable().openapi({ description: 'null: it goes on' }),
    deviceCount: z.number().int().nullable().openapi({ description: 'of a gateway: how many are silent' }),
    patientCount: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'of a gateway: whose missed readings are quiet' }),
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: time.nullable(),
    closedBy: z.string().nullable(),
    closedAt: time.nullable(),
  })
  .openapi('Incident', { description: 'something technical that concerns many patients at once' });
export type IncidentBody = z.infer<typeof incidentSchema>;
