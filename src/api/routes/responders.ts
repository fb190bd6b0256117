import { createRoute } from '@hono/zod-openapi';
import {
  addResponder,
  listResponders,
  removeResponder,
  responderInput,
} from '../../attendance/responders.ts';
import { pageOf } from '../../contract/common.ts';
import { newResponderSchema, responderSchema } from '../../contract/responders.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['coverage'];

export const responderRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/responders',
      tags,
      summary: 'Who can be told, by name',
      responses: answers(pageOf(responderSchema, 'ResponderPage'), 'all responders, without their secrets'),
    }),
    async c => c.json(await listResponders(store), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/responders',
      tags,
      summary: 'Say by which webhook (pager, SMS or chat gateway) a person is told',
      description:
        'Messages are signed (Standard Webhooks, HMAC-SHA256) under the secret of the answer, which is shown this once. ' +
        'They hold the id of an item, its program and severity, and a sentence; never a name or a value of a patient. A ' +
        'message is tried four times within three minutes; then the next person is told.',
      request: { body: jsonBody(responderInput) },
      responses: answers(newResponderSchema, 'the responder with its secret', [401, 409, 413, 415]),
    }),
    async c => {
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      return c.json(await addResponder(deps, c.req.valid('json')), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'delete',
      path: '/responders/{id}',
      tags,
      summary: 'Tell a person no more',
      request: { params: idParam },
      responses: answers(responderSchema, 'the responder as it was', [401, 404]),
    }),
    async c => {
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const body = await removeResponder(deps, c.req.valid('param').id);
      feed.notify();
      return c.json(body, 200);
    },
  );
};
