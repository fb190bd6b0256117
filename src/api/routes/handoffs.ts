import { createRoute } from '@hono/zod-openapi';
import { acceptHandoff, declineHandoff, handoffAnswerInput } from '../../attendance/answer-handoff.ts';
import { giveHandoff, handoffInput } from '../../attendance/give-handoff.ts';
import { handoffsQuery, listHandoffs } from '../../attendance/list-handoffs.ts';
import { pageOf } from '../../contract/common.ts';
import { acceptedHandoffSchema, givenHandoffSchema, handoffSchema } from '../../contract/handoffs.ts';
import type { VerbDeps } from '../../worklist/verb.ts';
import type { ApiDeps } from '../context.ts';
import type { Env } from '../guards.ts';
import { refuseItems } from '../reach.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['hand-off'];

export const handoffRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  const depsOf = (c: { get: (key: 'actor') => Env['Variables']['actor'] }): VerbDeps => ({
    store,
    actor: c.get('actor'),
    at: clock.now(),
  });

  api.openapi(
    createRoute({
      method: 'get',
      path: '/handoffs',
      tags,
      summary: 'Open items handed from one person to another, the latest first',
      request: { query: handoffsQuery },
      responses: answers(pageOf(handoffSchema, 'HandoffPage'), 'a page of hand-offs'),
    }),
    async c => c.json(await listHandoffs(store, c.req.valid('query'), clock.now(), c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/handoffs',
      tags,
      summary: 'Hand open items to another person, who accepts them',
      description:
        "They stay the giver's until she does. Critical ones are open again, and told to others, when she declines or has " +
        'not accepted in time. `to` must be a responder, or on the coverage plan, where there are responders.',
      request: { body: jsonBody(handoffInput) },
      responses: answers(givenHandoffSchema, 'the hand-off, waiting', [401, 409, 413, 415, 422]),
    }),
    async c => {
      await refuseItems(c, { store, clock }, c.req.valid('json').itemIds, 'itemIds');
      const body = await giveHandoff(depsOf(c), c.req.valid('json'));
      feed.notify();
      return c.json(body, 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/handoffs/{id}/accept',
      tags,
      summary: 'Take over what was handed to you; accepted again, nothing more happens',
      request: { params: idParam, body: jsonBody(handoffAnswerInput) },
      responses: answers(
        acceptedHandoffSchema,
        'the hand-off, and which items are yours',
        [401, 404, 409, 413, 415],
      ),
    }),
    async c => {
      const body = await acceptHandoff(depsOf(c), c.req.valid('param').id);
      feed.notify();
      return c.json(body, 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/handoffs/{id}/decline',
      tags,
      summary: 'Do not take over what was handed to you',
      description: 'Critical items are open again, and told at once to whoever else is on.',
      request: { params: idParam, body: jsonBody(handoffAnswerInput) },
      responses: answers(handoffSchema, 'the hand-off as it is now', [401, 404, 409, 413, 415]),
    }),
    async c => {
      const body = await declineHandoff(depsOf(c), c.req.valid('param').id);
      feed.notify();
      return c.json(body, 200);
    },
  );
};
