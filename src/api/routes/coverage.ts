import { createRoute } from '@hono/zod-openapi';
import { coverageInput, listCoverage, putCoverage, readCoverage } from '../../attendance/coverage.ts';
import { pageOf } from '../../contract/common.ts';
import { coverageSchema } from '../../contract/coverage.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['coverage'];

export const coverageRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/coverage',
      tags,
      summary: 'Who is on now in every program, and what its plan leaves open',
      responses: answers(pageOf(coverageSchema, 'CoveragePage'), 'all programs'),
    }),
    async c => c.json(await listCoverage(store, clock.now(), undefined, c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/programs/{id}/coverage',
      tags,
      summary: 'Who is on when, and what happens with what nobody takes up',
      request: { params: idParam },
      responses: answers(coverageSchema, 'the plan; null where there is none', [404]),
    }),
    async c => c.json(await readCoverage(store, c.req.valid('param').id, clock.now()), 200),
  );
  api.openapi(
    createRoute({
      method: 'put',
      path: '/programs/{id}/coverage',
      tags,
      summary: 'Put a coverage plan, or none, in place of the version named',
      description:
        'Nothing in the plan is refused for leaving hours without anybody: `warnings` names those, and people who have ' +
        'no responder. What waits unacknowledged is told by the new plan, and open lines are due as it says, at once. ' +
        '`"plan": null`: nobody is told of anything any more.',
      request: { params: idParam, body: jsonBody(coverageInput) },
      responses: answers(coverageSchema, 'the plan as it is now', [401, 404, 409, 413, 415]),
    }),
    async c => {
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const body = await putCoverage(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      return c.json(body, 200);
    },
  );
};
