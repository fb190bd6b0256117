import { createRoute, z } from '@hono/zod-openapi';
import {
  type AuditVerdict,
  accessEntrySchema,
  auditEntrySchema,
  auditVerdictSchema,
} from '../../contract/audit.ts';
import { pageOf } from '../../contract/common.ts';
import { listAccess, listAudit } from '../../db/audit-list.ts';
import { verifyAudit } from '../../db/audit-verify.ts';
import { findPatient } from '../../roster/patients.ts';
import type { ApiDeps } from '../context.ts';
import { answers, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['audit'];

const patientOf = {
  patient: z.string().optional().openapi({ description: "a patient's id, or the site's own" }),
};

const actorOf = {
  actor: z
    .string()
    .min(1)
    .optional()
    .openapi({ description: 'who did it, by the name that deeds are signed with' }),
};

const auditQuery = pageQuery.extend({
  ...patientOf,
  ...actorOf,
  subject: z
    .string()
    .optional()
    .openapi({ description: 'what was changed: the id of an item, a program, a webhook' }),
  subjectType: z.string().optional().openapi({ example: 'worklist-item' }),
});

const verifyQuery = z.strictObject({
  head: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
    .optional()
    .openapi({ description: 'a head noted before; it must still be in the log' }),
});

/** One verification at a time: whoever asks while one runs for the same head gets its verdict. */
const verifyOneAtATime = (store: ApiDeps['store']) => {
  const running = new Map<string, Promise<AuditVerdict>>();
  let last: Promise<unknown> = Promise.resolve();
  return (head: string | undefined): Promise<AuditVerdict> => {
    const key = head ?? '';
    const current = running.get(key);
    if (current !== undefined) return current;
    const verdict = last
      .then(() => verifyAudit({ store }, head === undefined ? [] : [head]))
      .finally(() => running.delete(key));
    running.set(key, verdict);
    last = verdict.catch(() => undefined);
    return verdict;
  };
};

export const auditRoutes = (api: Router, { store }: ApiDeps): void => {
  const verify = verifyOneAtATime(store);
  const idOf = async (patient: string | undefined): Promise<string | undefined> =>
    patient === undefined ? undefined : (await findPatient(store, patient)).id;

  api.openapi(
    createRoute({
      method: 'get',
      path: '/audit',
      tags,
      summary: 'Who changed what, newest first; each change is chained to the one before',
      request: { query: auditQuery },
      responses: answers(pageOf(auditEntrySchema, 'AuditPage'), 'a page of changes', [404]),
    }),
    async c => {
      const { patient, subject: subjectId, ...query } = c.req.valid('query');
      return c.json(await listAudit(store, { ...query, subjectId, patientId: await idOf(patient) }), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/access',
      tags,
      summary: "Who was shown a patient's data, newest first",
      description:
        'An entry is written some seconds after the read. The same person reading the same patient by the same route ' +
        'counts once in a quarter of an hour.',
      request: { query: pageQuery.extend({ ...patientOf, ...actorOf }) },
      responses: answers(pageOf(accessEntrySchema, 'AccessPage'), 'a page of reads', [404]),
    }),
    async c => {
      const { patient, ...query } = c.req.valid('query');
      return c.json(await listAccess(store, { ...query, patientId: await idOf(patient) }), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/audit/verify',
      tags,
      summary: 'Whether the audit is as it was written; names each row that is not',
      request: { query: verifyQuery },
      responses: answers(auditVerdictSchema, 'the verdict'),
    }),
    async c => c.json(await verify(c.req.valid('query').head), 200),
  );
};
