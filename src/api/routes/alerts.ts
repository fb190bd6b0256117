import { createRoute } from '@hono/zod-openapi';
import { patientAlertSchema } from '../../contract/alerts.ts';
import { pageOf } from '../../contract/common.ts';
import { explanationSchema } from '../../contract/explanations.ts';
import { explainAlert } from '../../evaluation/explain.ts';
import { findPatient } from '../../roster/patients.ts';
import { alertsQuery, listAlerts } from '../../worklist/alerts.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const alertRoutes = (api: Router, { store, history, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/alerts',
      tags: ['alerts'],
      summary: 'Alerts of all patients, newest first, ended ones too',
      request: { query: alertsQuery },
      responses: answers(pageOf(patientAlertSchema, 'AlertPage'), 'a page of alerts', [404]),
    }),
    async c => {
      const { patient, ...query } = c.req.valid('query');
      const patientId = patient === undefined ? undefined : (await findPatient(store, patient)).id;
      return c.json(
        await listAlerts(store, { ...query, patient: patientId }, clock.now(), c.get('programs')),
        200,
      );
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/alerts/{id}/explanation',
      tags: ['alerts'],
      summary: 'Why an alert is what it is, and whether its rule finds the same on its grounds today',
      request: { params: idParam },
      responses: answers(explanationSchema, 'the explanation', [404]),
    }),
    async c => c.json(await explainAlert({ ...store, history }, c.req.valid('param').id), 200),
  );
};
