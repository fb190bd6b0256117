import { createRoute } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { facetsSchema } from '../../contract/views.ts';
import { deedSchema, worklistItemSchema, worklistSchema } from '../../contract/worklist.ts';
import { acknowledgedManySchema } from '../../contract/worklist-many.ts';
import { acknowledgeMany, acknowledgeManyInput } from '../../worklist/acknowledge-many.ts';
import { worklistFacets } from '../../worklist/facets.ts';
import { itemHistory } from '../../worklist/history.ts';
import { listWorklist } from '../../worklist/list.ts';
import { worklistQuery } from '../../worklist/list-filter.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';
import { viewerOf } from '../viewer.ts';
import { readItem, worklistVerbRoutes } from './worklist-verbs.ts';

export const worklistRoutes = (api: Router, deps: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/worklist',
      tags: ['worklist'],
      summary: 'Whom to call next, and why: the ranked open items, one a patient',
      request: { query: worklistQuery },
      responses: answers(worklistSchema, 'a page of the worklist, with counts that no page cuts'),
    }),
    async c => {
      const { store, clock, risk } = deps;
      const lines = { ...store, scorers: risk.scorers };
      return c.json(await listWorklist(lines, c.req.valid('query'), viewerOf(c), clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/worklist-facets',
      tags: ['worklist'],
      summary: 'What the open items can be filtered by: programs, owners, sites and tags, with counts',
      responses: answers(facetsSchema, 'each with how many items have it'),
    }),
    async c => c.json(await worklistFacets(deps.store, viewerOf(c)), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/worklist/acknowledge',
      tags: ['worklist'],
      summary: 'Take up to 200 items up at once',
      description:
        'Urgent and critical ones are always refused, and so is what changed since it was seen: each with its reason, while ' +
        'the rest is done. Each can be taken back by itself.',
      request: { body: jsonBody(acknowledgeManyInput) },
      responses: answers(acknowledgedManySchema, 'what was done, and what was refused', [413, 415]),
    }),
    async c => {
      const { store, clock, feed } = deps;
      const verbs = { store, actor: c.get('actor'), at: clock.now() };
      const body = await acknowledgeMany(verbs, c.req.valid('json'), viewerOf(c));
      feed.notify();
      deps.kick();
      return c.json(body, 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/worklist/{id}',
      tags: ['worklist'],
      summary: 'One item with its alerts, evidence and notes',
      request: { params: idParam },
      responses: answers(worklistItemSchema, 'the item', [404]),
    }),
    async c => c.json(await readItem(deps, c.req.valid('param').id, viewerOf(c)), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/worklist/{id}/history',
      tags: ['worklist'],
      summary: 'What people did to an item, in order, also what was taken back',
      request: { params: idParam },
      responses: answers(pageOf(deedSchema, 'DeedPage'), 'all of it', [404]),
    }),
    async c => c.json(await itemHistory(deps.store, c.req.valid('param').id, viewerOf(c)), 200),
  );
  worklistVerbRoutes(api, deps);
};
