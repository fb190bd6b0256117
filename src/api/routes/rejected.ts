import { createRoute } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { rejectedSchema } from '../../contract/ingest.ts';
import { unownedSchema } from '../../contract/readings.ts';
import { listRejected } from '../../ingest/rejected-list.ts';
import { listUnowned } from '../../readings/pages.ts';
import type { ApiDeps } from '../context.ts';
import { answers, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['ingest'];

export const rejectedRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/rejected',
      tags,
      summary: 'Messages that became no reading: the reason, the field, the remedy',
      request: { query: pageQuery },
      responses: answers(pageOf(rejectedSchema, 'RejectedPage'), 'a page, latest first'),
    }),
    async c => c.json(await listRejected(store, c.req.valid('query')), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/unowned-readings',
      tags,
      summary: 'Whose reading? Readings of known devices whose owner is unclear',
      request: { query: pageQuery },
      responses: answers(pageOf(unownedSchema, 'UnownedPage'), 'a page, latest first'),
    }),
    async c => c.json(await listUnowned(store, c.req.valid('query'), clock.now()), 200),
  );
};
