import { createRoute } from '@hono/zod-openapi';
import { patientRiskSchema, riskListSchema } from '../../contract/risk.ts';
import { listRisk, riskQuery } from '../../risk/list.ts';
import { readPatientRisk } from '../../risk/patient-risk.ts';
import { scorers } from '../../risk/scorers.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['risk'];

export const riskRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/risk',
      tags,
      summary: "A program's panel by risk, highest first, each score with its parts",
      request: { query: riskQuery },
      responses: answers(riskListSchema, 'a page of the ranking, with figures that no page cuts', [404]),
    }),
    async c => c.json(await listRisk(store, scorers, c.req.valid('query'), clock.now()), 200),
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
    async c => c.json(await readPatientRisk(store, scorers, c.req.valid('param').id, clock.now()), 200),
  );
};
