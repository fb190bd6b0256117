import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { pageOf } from '../../contract/common.ts';
import {
  discardReportSchema,
  rejectedGroupSchema,
  rejectedMessageSchema,
  rejectedSchema,
  replayReportSchema,
} from '../../contract/ingest.ts';
import { rejectedStates } from '../../db/tables/readings.ts';
import { discardInput, discardRejected, discardRejectedGroup } from '../../ingest/rejected-discard.ts';
import { listRejectedGroups } from '../../ingest/rejected-groups.ts';
import { listRejected, readRejected } from '../../ingest/rejected-list.ts';
import type { Reach } from '../../ingest/rejected-reach.ts';
import { replayRejected } from '../../ingest/rejected-replay.ts';
import { replayRejectedGroup } from '../../ingest/rejected-replay-group.ts';
import type { ApiDeps } from '../context.ts';
import type { Env } from '../guards.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['ingest'];

const rejectedQuery = pageQuery.extend({
  state: z.enum(rejectedStates).default('waiting'),
  group: z.string().optional().openapi({ description: 'the key of a group' }),
});
const keyParam = z.object({ key: z.string().min(1) });
const nothing = jsonBody(z.strictObject({}));

const reachOf = (c: Context<Env>, at: number): Reach => ({ principal: c.get('principal'), at });

const reads = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/rejected',
      tags,
      summary: 'Messages that became no reading: the reason, the field, the remedy',
      request: { query: rejectedQuery },
      responses: answers(pageOf(rejectedSchema, 'RejectedPage'), 'a page, latest first', [404]),
    }),
    async c => c.json(await listRejected(store, c.req.valid('query'), reachOf(c, clock.now())), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/rejected/groups',
      tags,
      summary: 'Rejected messages that wait, grouped by what is wrong with them',
      responses: answers(pageOf(rejectedGroupSchema, 'RejectedGroupPage'), 'all groups, latest first'),
    }),
    async c => c.json(await listRejectedGroups(store, reachOf(c, clock.now())), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/rejected/{id}',
      tags,
      summary: 'One rejected message with what was sent',
      request: { params: idParam },
      responses: answers(rejectedMessageSchema, 'the message', [404]),
    }),
    async c => c.json(await readRejected(store, c.req.valid('param').id), 200),
  );
};

const replays = (api: Router, { store, ingest, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/rejected/{id}/replay',
      tags,
      summary: 'Try a rejected message again, after a fix, as of when it came',
      description: 'What is refused again goes on waiting, with the new reason.',
      request: { params: idParam, body: nothing },
      responses: answers(
        rejectedMessageSchema,
        'the message as it is now: replayed, or still waiting',
        [401, 404, 409, 413, 415, 422],
      ),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await replayRejected({ store, ingest, actor: c.get('actor'), at: clock.now() }, id);
      feed.notify();
      return c.json(await readRejected(store, id), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/rejected/groups/{key}/replay',
      tags,
      summary: 'Try all waiting messages of a group again, in the order in which they came',
      request: { params: keyParam, body: nothing },
      responses: answers(replayReportSchema, 'what became of them', [401, 404, 413, 415]),
    }),
    async c => {
      const at = clock.now();
      const deps = { store, ingest, actor: c.get('actor'), at, reach: reachOf(c, at) };
      const report = await replayRejectedGroup(deps, c.req.valid('param').key);
      feed.notify();
      return c.json(report, 200);
    },
  );
};

const discards = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'post',
      path: '/rejected/{id}/discard',
      tags,
      summary: 'Put a rejected message aside that will never become a reading; its bytes are kept',
      request: { params: idParam, body: jsonBody(discardInput) },
      responses: answers(rejectedMessageSchema, 'the message as it is now', [401, 404, 409, 413, 415]),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await discardRejected({ store, actor: c.get('actor'), at: clock.now() }, id, c.req.valid('json'));
      feed.notify();
      return c.json(await readRejected(store, id), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/rejected/groups/{key}/discard',
      tags,
      summary: 'Discard all waiting messages of a group',
      request: { params: keyParam, body: jsonBody(discardInput) },
      responses: answers(discardReportSchema, 'how many', [401, 404, 413, 415]),
    }),
    async c => {
      const at = clock.now();
      const deps = { store, actor: c.get('actor'), at, reach: reachOf(c, at) };
      const report = await discardRejectedGroup(deps, c.req.valid('param').key, c.req.valid('json'));
      feed.notify();
      return c.json(report, 200);
    },
  );
};

export const rejectedRoutes = (api: Router, deps: ApiDeps): void => {
  reads(api, deps);
  replays(api, deps);
  discards(api, deps);
};
