import { createRoute } from '@hono/zod-openapi';
import { alertQualitySchema } from '../../contract/alert-quality.ts';
import { alertQualityQuery, readAlertQuality } from '../../evaluation/alert-quality.ts';
import type { ApiDeps } from '../context.ts';
import { answers } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const alertQualityRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/reports/alert-quality',
      tags: ['reports'],
      summary: 'What share of closed items was right, by what people said when they closed them',
      request: { query: alertQualityQuery },
      responses: answers(
        alertQualitySchema,
        'by program and rule, of the items closed in the last days',
        [404],
      ),
    }),
    async c =>
      c.json(await readAlertQuality(store, c.req.valid('query'), clock.now(), c.get('programs')), 200),
  );
};
