import { createRoute } from '@hono/zod-openapi';
import { providerRequestSchema, providerRequestsSchema } from '../../contract/provider-requests.ts';
import { answerInput, answerRequest } from '../../worklist/provider-answer.ts';
import {
  listProviderRequests,
  providerRequestsQuery,
  readProviderRequest,
} from '../../worklist/provider-requests.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';
import { viewerOf } from '../viewer.ts';

const tags = ['provider'];

export const providerRequestRoutes = (api: Router, { store, clock, risk, feed, kick }: ApiDeps): void => {
  const deps = { ...store, scorers: risk.scorers };
  api.openapi(
    createRoute({
      method: 'get',
      path: '/provider-requests',
      tags,
      summary: 'What awaits providers, the soonest due first; or what they answered, the latest first',
      request: { query: providerRequestsQuery },
      responses: answers(providerRequestsSchema, 'a page of requests, with counts that no page cuts'),
    }),
    async c => {
      const query = c.req.valid('query');
      return c.json(await listProviderRequests(deps, query, viewerOf(c), clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/provider-requests/{id}/answer',
      tags,
      summary: 'Answer what a provider was asked: the item waits no more',
      description:
        'It is a deed on the item, which who gave it may take back within ten seconds (POST /worklist/{id}/undo).',
      request: { params: idParam, body: jsonBody(answerInput) },
      responses: answers(providerRequestSchema, 'the request as it is now', [404, 409, 413, 415]),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await answerRequest({ store, actor: c.get('actor'), at: clock.now() }, id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(await readProviderRequest(deps, id, clock.now()), 200);
    },
  );
};
