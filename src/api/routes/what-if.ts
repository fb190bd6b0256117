import { createRoute } from '@hono/zod-openapi';
import { whatIfSchema } from '../../contract/what-if.ts';
import { whatIf, whatIfInput } from '../../evaluation/what-if.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const whatIfRoutes = (api: Router, { store, history, directory, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/limits/what-if',
      tags: ['patients'],
      summary: 'What one own setting would have meant for this patient in the last days; nothing changes',
      description:
        "The patient's stored readings are replayed twice: with what holds for the key today, and with what is proposed, " +
        'each as if it had held all the time. The figures are those of a back-test of this patient alone.',
      request: { params: idParam, body: jsonBody(whatIfInput) },
      responses: answers(whatIfSchema, 'both sides, and what differs', [404, 413, 415, 422]),
    }),
    async c => {
      const deps = { store, history, directory, at: clock.now() };
      return c.json(await whatIf(deps, c.req.valid('param').id, c.req.valid('json')), 200);
    },
  );
};
