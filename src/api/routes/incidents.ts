import { createRoute } from '@hono/zod-openapi';
import {
  acknowledgeIncident,
  closeIncident,
  incidentInput,
  incidentsQuery,
  listIncidents,
} from '../../attendance/incidents.ts';
import { pageOf } from '../../contract/common.ts';
import { incidentSchema } from '../../contract/incidents.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['incidents'];

const verbs = [
  { name: 'acknowledge', summary: 'Take an incident up', verb: acknowledgeIncident },
  { name: 'close', summary: 'Close an incident that is over', verb: closeIncident },
] as const;

export const incidentRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/incidents',
      tags,
      summary: 'What concerns many patients at once: a silent gateway, a queue that nobody works on',
      request: { query: incidentsQuery },
      responses: answers(pageOf(incidentSchema, 'IncidentPage'), 'a page of incidents, the latest first'),
    }),
    async c => c.json(await listIncidents(store, c.req.valid('query'), c.get('programs')), 200),
  );
  for (const { name, summary, verb } of verbs) {
    api.openapi(
      createRoute({
        method: 'post',
        path: `/incidents/{id}/${name}`,
        tags,
        summary,
        request: { params: idParam, body: jsonBody(incidentInput) },
        responses: answers(incidentSchema, 'the incident as it is now', [401, 404, 409, 413, 415, 422]),
      }),
      async c => {
        const deps = { store, actor: c.get('actor'), at: clock.now() };
        const body = await verb(deps, c.req.param('id') ?? '', c.req.valid('json'));
        feed.notify();
        return c.json(body, 200);
      },
    );
  }
};
