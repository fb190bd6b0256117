import { createRoute } from '@hono/zod-openapi';
import { readTimeline } from '../../care/timeline.ts';
import { timelineQuery, timelineSchema } from '../../contract/timeline.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const timelineRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/timeline',
      tags: ['patients'],
      summary: 'All that happened with a patient, newest first',
      request: { params: idParam, query: timelineQuery },
      responses: answers(timelineSchema, 'a page of it', [404]),
    }),
    async c => {
      const { id } = c.req.valid('param');
      return c.json(await readTimeline(store, id, c.req.valid('query'), clock.now()), 200);
    },
  );
};
