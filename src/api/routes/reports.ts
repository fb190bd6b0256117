import { createRoute } from '@hono/zod-openapi';
import {
  alertLoadSchema,
  caseloadSchema,
  deviceHealthSchema,
  reassignedSchema,
  reassignInput,
  responseTimesSchema,
  riskMovementSchema,
} from '../../contract/reports.ts';
import { readAlertLoad } from '../../reports/alert-load.ts';
import { caseloadQuery, readCaseload } from '../../reports/caseload.ts';
import { readDeviceHealth } from '../../reports/device-health.ts';
import { reassign } from '../../reports/reassign.ts';
import { readResponseTimes } from '../../reports/response-times.ts';
import { readRiskMovement, riskMovementQuery } from '../../reports/risk-movement.ts';
import { spanQuery } from '../../reports/span.ts';
import type { ApiDeps } from '../context.ts';
import { answers, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['reports'];

const spanRoutes = (api: Router, { store, directory, clock }: ApiDeps): void => {
  const request = { query: spanQuery };
  api.openapi(
    createRoute({
      method: 'get',
      path: '/reports/alert-load',
      tags,
      summary: 'Lines and alerts per patient and week, by program and rule, and how right they were',
      request,
      responses: answers(alertLoadSchema, 'by program and rule', [404]),
    }),
    async c =>
      c.json(await readAlertLoad(store, c.req.valid('query'), c.get('programs') ?? null, clock.now()), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/reports/response-times',
      tags,
      summary: 'How soon people took up and closed what opened, by program and severity',
      request,
      responses: answers(responseTimesSchema, 'by program and severity', [404]),
    }),
    async c => {
      const programs = c.get('programs') ?? null;
      return c.json(await readResponseTimes(store, c.req.valid('query'), programs, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/reports/device-health',
      tags,
      summary: 'Devices that are silent, nearly empty or wrong in time, and messages that became no reading',
      request,
      responses: answers(deviceHealthSchema, 'by program; rejected messages by day and reason', [404]),
    }),
    async c => {
      const programs = c.get('programs') ?? null;
      const query = c.req.valid('query');
      return c.json(await readDeviceHealth(store, directory, query, programs, clock.now()), 200);
    },
  );
};

export const reportRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock, feed } = deps;
  spanRoutes(api, deps);
  api.openapi(
    createRoute({
      method: 'get',
      path: '/reports/caseload',
      tags,
      summary: 'Who has how much open now, weighted, and who is absent today',
      request: { query: caseloadQuery },
      responses: answers(caseloadSchema, "by person; nobody's first, then most work first", [404]),
    }),
    async c =>
      c.json(await readCaseload(store, c.req.valid('query'), c.get('programs') ?? null, clock.now()), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/reports/risk-movement',
      tags,
      summary: 'Who came into and left the intensive cohort in 30 days, and who stands on top',
      request: { query: riskMovementQuery },
      responses: answers(riskMovementSchema, "of one program's panel", [404]),
    }),
    async c => {
      const programs = c.get('programs') ?? null;
      return c.json(await readRiskMovement(store, c.req.valid('query'), programs, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/worklist/reassign',
      tags: ['worklist'],
      summary: "Give a person's open items, or nobody's, to another person",
      request: { body: jsonBody(reassignInput) },
      responses: answers(reassignedSchema, 'what moved, and what did not', [401, 413, 415]),
    }),
    async c => {
      const verb = { store, actor: c.get('actor'), at: clock.now() };
      const body = await reassign(verb, c.req.valid('json'), c.get('programs') ?? null);
      feed.notify();
      return c.json(body, 200);
    },
  );
};
