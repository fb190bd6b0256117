import { createRoute } from '@hono/zod-openapi';
import { dischargeInput, dischargeSchema } from '../../contract/discharge.ts';
import { discharge } from '../../pathways/discharge.ts';
import { dischargeBody } from '../../pathways/discharge-body.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const dischargeRoutes = (api: Router, { store, directory, clock, feed, kick }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/discharges',
      tags: ['patients'],
      summary: 'Record by hand that a patient came home: calls on days 2 and 7, tighter limits for 30 days',
      description:
        'Ends the stay on file, or records it; ends the status in-hospital; cancels open calls after an earlier stay. ' +
        'An imported stay starts none of this.',
      request: { params: idParam, body: jsonBody(dischargeInput) },
      responses: answers(dischargeSchema, 'what was recorded and started', [401, 404, 409, 413, 415]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const discharged = await discharge(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(await dischargeBody(store, discharged, clock.now()), 200);
    },
  );
};
