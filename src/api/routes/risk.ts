import { createRoute } from '@hono/zod-openapi';
import {
  patientRiskSchema,
  riskHistorySchema,
  riskListSchema,
  riskSettingsInput,
  riskSettingsSchema,
} from '../../contract/risk.ts';
import { listRisk, riskQuery } from '../../risk/list.ts';
import { readPatientRisk } from '../../risk/patient-risk.ts';
import { readRiskHistory, riskHistoryQuery } from '../../risk/read-history.ts';
import { putRiskSettings, readRiskSettings } from '../../risk/settings.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['risk'];

const settingsRoutes = (api: Router, { store, clock, risk }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/programs/{id}/risk-settings',
      tags,
      summary:
        'Where a program cuts its ranking, how often it is told of a patient, and whether deterioration counts',
      request: { params: idParam },
      responses: answers(riskSettingsSchema, 'the settings; the defaults where nobody set any', [404]),
    }),
    async c => c.json(await readRiskSettings(store, risk.scorers, c.req.valid('param').id), 200),
  );
  api.openapi(
    createRoute({
      method: 'put',
      path: '/programs/{id}/risk-settings',
      tags,
      summary: 'Put risk settings in place of the version named; the panel is ranked anew soon after',
      description:
        'Deterioration runs in shadow until it is switched on here: on a recalibration of its very version on your own ' +
        'outcomes, or with a stated reason.',
      request: { params: idParam, body: jsonBody(riskSettingsInput) },
      responses: answers(riskSettingsSchema, 'the settings as they are now', [401, 404, 409, 413, 415, 422]),
    }),
    async c => {
      const deps = { store, scorers: risk.scorers, actor: c.get('actor'), at: clock.now() };
      return c.json(await putRiskSettings(deps, c.req.valid('param').id, c.req.valid('json')), 200);
    },
  );
};

export const riskRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock, risk } = deps;
  api.openapi(
    createRoute({
      method: 'get',
      path: '/risk',
      tags,
      summary: "A program's panel by risk, highest first, each score with the parts that say most",
      request: { query: riskQuery },
      responses: answers(riskListSchema, 'a page of the ranking, with figures that no page cuts', [404]),
    }),
    async c => c.json(await listRisk(store, risk.scorers, c.req.valid('query'), clock.now()), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/risk',
      tags,
      summary: 'Scores of one patient, each with its parts, and the place in the panel',
      request: { params: idParam },
      responses: answers(patientRiskSchema, 'the scores', [404]),
    }),
    async c =>
      c.json(
        await readPatientRisk(
          { ...store, telemetryOf: risk.telemetryOf },
          risk.scorers,
          c.req.valid('param').id,
          clock.now(),
        ),
        200,
      ),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/risk/history',
      tags,
      summary: 'How scores of one patient came to be what they are, latest first',
      request: { params: idParam, query: riskHistoryQuery },
      responses: answers(riskHistorySchema, 'a page of the changes that are kept', [404]),
    }),
    async c => c.json(await readRiskHistory(store, c.req.valid('param').id, c.req.valid('query')), 200),
  );
  settingsRoutes(api, deps);
};
