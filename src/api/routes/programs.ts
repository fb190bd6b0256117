import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { programSchema } from '../../contract/programs.ts';
import { listPrograms, programInput, putProgram } from '../../roster/programs.ts';
import type { ApiDeps } from '../context.ts';
import { namedActor } from '../guards.ts';
import { actorHeader, answers, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['programs'];

export const programRoutes = (api: Router, { store, directory, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/programs',
      tags,
      summary: 'Programs and their limits',
      responses: answers(pageOf(programSchema, 'ProgramPage'), 'all programs'),
    }),
    async c => c.json(await listPrograms(store), 200),
  );
  api.openapi(
    createRoute({
      method: 'put',
      path: '/programs/{id}',
      tags,
      summary: 'Create a program, or give it a new version of its limits',
      middleware: [namedActor] as const,
      request: {
        params: z.object({ id: z.string().regex(/^[a-z0-9-]{1,64}$/, 'may hold a–z, 0–9 and - only') }),
        headers: actorHeader,
        body: jsonBody(programInput),
      },
      responses: answers(programSchema, 'the program as it is now', [401, 413, 415]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      return c.json(await putProgram(deps, c.req.valid('param').id, c.req.valid('json')), 200);
    },
  );
};
