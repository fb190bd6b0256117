import { createRoute } from '@hono/zod-openapi';
import { listPages, pagesQuery } from '../../attendance/pages.ts';
import { pageOf } from '../../contract/common.ts';
import { pageSchema } from '../../contract/pages.ts';
import type { ApiDeps } from '../context.ts';
import { answers } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const pageRoutes = (api: Router, { store }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/pages',
      tags: ['coverage'],
      summary: 'Who was told of what nobody had taken up, and whether she answered; the latest first',
      request: { query: pagesQuery },
      responses: answers(pageOf(pageSchema, 'PagePage'), 'a page of them'),
    }),
    async c => c.json(await listPages(store, c.req.valid('query'), c.get('programs')), 200),
  );
};
