import { createRoute, z } from '@hono/zod-openapi';
import { listSymptoms, symptomReportBody } from '../../care/list-symptoms.ts';
import { recordSymptoms } from '../../care/record-symptoms.ts';
import { questionsOf } from '../../care/symptom-questions.ts';
import { withdrawSymptoms } from '../../care/withdraw-symptoms.ts';
import {
  questionsQuery,
  questionsSchema,
  symptomPageSchema,
  symptomReportSchema,
  symptomsInput,
  withdrawInput,
  withdrawnSchema,
} from '../../contract/symptoms.ts';
import { findPatient } from '../../roster/patients.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['symptoms'];

const symptomListQuery = pageQuery.extend({ withdrawn: z.literal('include').optional() });

const changingRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/symptoms',
      tags,
      summary: 'Record what a patient feels; what is felt is on the worklist at once',
      request: { params: idParam, body: jsonBody(symptomsInput) },
      responses: answers(symptomReportSchema, 'the record', [401, 404, 413, 415]),
    }),
    async c => {
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const report = await recordSymptoms(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      return c.json(symptomReportBody(report), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/symptom-reports/{id}/withdraw',
      tags,
      summary: 'Take back a record of symptoms, within a day and by who made it',
      request: { params: idParam, body: jsonBody(withdrawInput) },
      responses: answers(
        withdrawnSchema,
        "what was withdrawn, and the patient's open line",
        [401, 404, 409, 413, 415, 422],
      ),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const openItemId = await withdrawSymptoms({ store, actor: c.get('actor'), at: clock.now() }, id);
      feed.notify();
      return c.json({ id, openItemId }, 200);
    },
  );
};

export const symptomRoutes = (api: Router, deps: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/symptoms/questions',
      tags,
      summary: 'What is asked in a program, worst first, and as what each answer counts',
      request: { query: questionsQuery },
      responses: answers(questionsSchema, 'the questions'),
    }),
    c => {
      const items = questionsOf(c.req.valid('query').program).map(
        ({ id, title, ask, some, worse, source }) => ({ id, title, ask, some, worse, source }),
      );
      return c.json({ items }, 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/symptoms',
      tags,
      summary: 'What a patient was recorded to feel, newest first; what was withdrawn only if asked for',
      request: { params: idParam, query: symptomListQuery },
      responses: answers(symptomPageSchema, 'a page of records', [404]),
    }),
    async c => {
      const { id } = await findPatient(deps.store, c.req.valid('param').id);
      return c.json(await listSymptoms(deps.store, id, c.req.valid('query')), 200);
    },
  );
  changingRoutes(api, deps);
};
