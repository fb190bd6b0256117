import { z } from '@hono/zod-openapi';
import { time } from './common.ts';

export const auditEntrySchema = z
  .object({
    id: z.number().int(),
    at: time,
    actor: z.string(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string(),
    patientId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    hash: z.string().nullable(),
  })
  .openapi('AuditEntry');

export const accessEntrySchema = z
  .object({
    id: z.number().int(),
    at: time,
    actor: z.string(),
    action: z.string(),
    patientId: z.string(),
    requestId: z.string(),
  })
  .openapi('AccessEntry', { description: "one read of a patient's data" });

export const auditVerdictSchema = z
  .object({
    ok: z.boolean(),
    changes: z.object({
      checked: z.number().int(),
      beforeChain: z.number().int().openapi({ description: 'rows written before changes were chained' }),
      head: z
        .string()
        .nullable()
        .openapi({ description: 'hash of the latest change; noted elsewhere, it can be checked later' }),
    }),
    reads: z.object({
      checked: z.number().int(),
      seals: z.number().int(),
      unsealed: z.number().int(),
      head: z.string().nullable().openapi({ description: 'hash of the latest seal' }),
    }),
    broken: z
      .array(z.object({ log: z.enum(['changes', 'reads']), id: z.number().int(), what: z.string() }))
      .openapi({ description: 'each row or seal that is not as it was written' }),
    more: z.number().int().openapi({ description: 'faults beyond the thousand that are named' }),
  })
  .openapi('AuditVerdict');

export type AuditEntryBody = z.infer<typeof auditEntrySchema>;
export type AccessEntryBody = z.infer<typeof accessEntrySchema>;
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;
