import { createRoute } from '@hono/zod-openapi';
import { readSteps } from '../../care/steps-done.ts';
import { tickStep } from '../../care/tick-step.ts';
import { stepInput, stepsSchema } from '../../contract/steps.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const stepRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/worklist/{id}/steps',
      tags: ['worklist'],
      summary: "Tick a step of a rule's protocol on an item, or take the tick away",
      request: { params: idParam, body: jsonBody(stepInput) },
      responses: answers(stepsSchema, 'the steps as they are now', [401, 404, 409, 413, 415]),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const input = c.req.valid('json');
      await tickStep({ store, actor: c.get('actor'), at: clock.now() }, id, input);
      feed.notify();
      return c.json(await readSteps(store, id, input.ruleId), 200);
    },
  );
};
