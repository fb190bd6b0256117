import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import {
  deliverySchema,
  newWebhookSchema,
  webhookSchema,
  webhookTestSchema,
} from '../../contract/webhooks.ts';
import type { VerbDeps } from '../../worklist/verb.ts';
import { addWebhook, addWebhookInput } from '../../worklist/webhooks/add.ts';
import { listDeliveries, listWebhooks } from '../../worklist/webhooks/list.ts';
import { pingInput, pingWebhook } from '../../worklist/webhooks/ping.ts';
import { removeWebhook } from '../../worklist/webhooks/remove.ts';
import { retryDelivery, retryInput } from '../../worklist/webhooks/retry.ts';
import type { ApiDeps } from '../context.ts';
import type { Env } from '../guards.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['webhooks'];
const deliveryParam = idParam.extend({ delivery: z.coerce.number().int().min(1) });
const deliveriesQuery = pageQuery.extend({ state: deliverySchema.shape.state.optional() });

export const webhookRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  const depsOf = (c: { get: (key: 'actor') => Env['Variables']['actor'] }): VerbDeps => ({
    store,
    actor: c.get('actor'),
    at: clock.now(),
  });

  api.openapi(
    createRoute({
      method: 'get',
      path: '/webhooks',
      tags,
      summary: 'Who is told of events as they happen',
      responses: answers(pageOf(webhookSchema, 'WebhookPage'), 'all webhooks, without their secrets'),
    }),
    async c => c.json(await listWebhooks(store), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks',
      tags,
      summary: 'Deliver events of some kinds to a URL: https, or http to this machine',
      description:
        'Events from now on are sent at least once, in order unless one must be tried again. The answer holds the ' +
        'secret that signs them (Standard Webhooks, HMAC-SHA256); it is shown this once.',
      request: { body: jsonBody(addWebhookInput) },
      responses: answers(newWebhookSchema, 'the webhook with its secret', [401, 413, 415]),
    }),
    async c => {
      const webhook = await addWebhook(depsOf(c), c.req.valid('json'));
      feed.notify();
      return c.json(webhook, 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'delete',
      path: '/webhooks/{id}',
      tags,
      summary: 'Deliver nothing more to a webhook',
      request: { params: idParam },
      responses: answers(webhookSchema, 'the webhook as it was', [401, 404, 422]),
    }),
    async c => c.json(await removeWebhook(depsOf(c), c.req.valid('param').id), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/webhooks/{id}/deliveries',
      tags,
      summary: 'What was delivered, waits, or was given up; latest event first',
      description: 'Delivered ones are kept for 7 days, given up ones for 30.',
      request: { params: idParam, query: deliveriesQuery },
      responses: answers(pageOf(deliverySchema, 'DeliveryPage'), 'a page of deliveries', [404]),
    }),
    async c => {
      const { id } = c.req.valid('param');
      return c.json(await listDeliveries(store, id, c.req.valid('query')), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks/{id}/deliveries/{delivery}/retry',
      tags,
      summary: 'Send a delivery that was given up again',
      request: { params: deliveryParam, body: jsonBody(retryInput) },
      responses: answers(deliverySchema, 'the delivery, waiting again', [401, 404, 413, 415, 422]),
    }),
    async c => {
      const { id, delivery } = c.req.valid('param');
      const body = await retryDelivery(depsOf(c), id, delivery);
      feed.notify();
      return c.json(body, 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/webhooks/{id}/test',
      tags,
      summary: 'Send one signed message of kind `webhook.test`, and say what came of it',
      request: { params: idParam, body: jsonBody(pingInput) },
      responses: answers(webhookTestSchema, 'what came of it, within ten seconds', [401, 404, 413, 415]),
    }),
    async c => c.json(await pingWebhook(depsOf(c), c.req.valid('param').id), 200),
  );
};
