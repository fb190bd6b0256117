import { createRoute, z } from '@hono/zod-openapi';
import { importReportSchema } from '../../contract/ingest.ts';
import { importRoster } from '../../roster/import-roster.ts';
import type { ApiDeps } from '../context.ts';
import { namedActor } from '../guards.ts';
import { actorHeader, answers } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const rosterRoutes = (api: Router, { store, directory, clock, kick }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/roster',
      tags: ['roster'],
      summary: 'Import a roster file (CSV, a line a device): all of it, or nothing',
      middleware: [namedActor] as const,
      request: {
        headers: actorHeader,
        body: { required: true, content: { 'text/csv': { schema: z.string() } } },
      },
      responses: answers(importReportSchema, 'what was added and changed', [401, 413, 415, 422]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const report = await importRoster(deps, await c.req.text());
      kick();
      return c.json(report, 200);
    },
  );
};
