import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { activatedRuleSetSchema, programSchema, ruleSetSchema } from '../../contract/programs.ts';
import { listPrograms, programInput, putProgram } from '../../roster/programs.ts';
import { activateRuleSet, activationInput, listRuleSets } from '../../roster/rule-sets.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['programs'];

const ruleSetRoutes = (api: Router, { store, directory, clock, feed, kick }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/programs/{id}/rule-sets',
      tags,
      summary: "Versions of a program's limits and rules, latest (in force) first",
      request: { params: idParam },
      responses: answers(pageOf(ruleSetSchema, 'RuleSetPage'), 'all versions', [404]),
    }),
    async c => c.json({ items: await listRuleSets(store, c.req.valid('param').id), next: null }, 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/programs/{id}/rule-sets',
      tags,
      summary: 'Activate new limits, rules or locks, on a back-test of them or a stated waiver',
      request: { params: idParam, body: jsonBody(activationInput) },
      responses: answers(activatedRuleSetSchema, 'the version now in force', [401, 404, 409, 413, 415, 422]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const ruleSet = await activateRuleSet(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(ruleSet, 200);
    },
  );
};

export const programRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, directory, clock, feed, kick } = deps;
  api.openapi(
    createRoute({
      method: 'get',
      path: '/programs',
      tags,
      summary: 'Programs and their limits',
      responses: answers(pageOf(programSchema, 'ProgramPage'), 'all programs'),
    }),
    async c => c.json(await listPrograms(store, c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'put',
      path: '/programs/{id}',
      tags,
      summary: 'Create a program, or change its name, its ranking, or its limits under a new version',
      request: {
        params: z.object({ id: z.string().regex(/^[a-z0-9-]{1,64}$/, 'may hold a–z, 0–9 and - only') }),
        body: jsonBody(programInput),
      },
      responses: answers(programSchema, 'the program as it is now', [401, 413, 415, 422]),
    }),
    async c => {
      const put = { store, directory, actor: c.get('actor'), at: clock.now() };
      const program = await putProgram(put, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(program, 200);
    },
  );
  ruleSetRoutes(api, deps);
};
