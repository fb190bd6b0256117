import { createRoute } from '@hono/zod-openapi';
import { readSummary } from '../../care/summary.ts';
import { summarySchema } from '../../contract/summary.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const summaryRoutes = (api: Router, { store, clock, risk }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/summary',
      tags: ['patients'],
      summary:
        "A patient's state in SBAR form, to copy into the record: facts with their times, no judgement",
      request: { params: idParam },
      responses: answers(summarySchema, 'the summary', [404]),
    }),
    async c => {
      const deps = { reader: store.reader, t: store.t, scorers: risk.scorers };
      return c.json(await readSummary(deps, c.req.valid('param').id, clock.now()), 200);
    },
  );
};
