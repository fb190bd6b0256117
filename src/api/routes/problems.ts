import { createRoute, z } from '@hono/zod-openapi';
import { addProblem, listProblems, removeProblem } from '../../care/problems.ts';
import { pageOf } from '../../contract/common.ts';
import { problemBodySchema, problemInput, problemRemoval } from '../../contract/medications.ts';
import { findPatient } from '../../roster/patients.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['patients'];
const problemPage = pageOf(problemBodySchema, 'ProblemPage');
const ofProblem = idParam.extend({ problem: z.string().min(1) });

export const problemRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/problems',
      tags,
      summary: "A patient's diagnoses, by code",
      request: { params: idParam },
      responses: answers(problemPage, 'all of them', [404]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      return c.json(await listProblems(store, patient.id), 200);
    },
  );
  const responses = answers(problemPage, 'the diagnoses as they are now', [401, 404, 409, 413, 415]);
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/problems',
      tags,
      summary: 'Put a diagnosis on file; the panel is ranked anew soon after',
      request: { params: idParam, body: jsonBody(problemInput) },
      responses,
    }),
    async c => {
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const patient = await addProblem(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      return c.json(await listProblems(store, patient.id), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/problems/{problem}/remove',
      tags,
      summary: 'Take a diagnosis off file; the panel is ranked anew soon after',
      request: { params: ofProblem, body: jsonBody(problemRemoval) },
      responses,
    }),
    async c => {
      const { id, problem } = c.req.valid('param');
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const patient = await removeProblem(deps, id, problem, c.req.valid('json'));
      feed.notify();
      return c.json(await listProblems(store, patient.id), 200);
    },
  );
};
