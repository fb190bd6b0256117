import { createRoute } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { savedViewSchema } from '../../contract/views.ts';
import { listViews, removeView, saveView, viewInput } from '../../worklist/views.ts';
import type { ApiDeps } from '../context.ts';
import { refuseProgram } from '../reach.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';
import { viewerOf } from '../viewer.ts';

const tags = ['worklist'];

export const viewRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/views',
      tags,
      summary: 'Filters of the worklist that you saved, and those that others share, by name',
      responses: answers(pageOf(savedViewSchema, 'SavedViewPage'), 'all of them'),
    }),
    async c => c.json(await listViews(store, viewerOf(c)), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/views',
      tags,
      summary: 'Save a filter of the worklist under a name that you have once',
      request: { body: jsonBody(viewInput) },
      responses: answers(savedViewSchema, 'the view', [404, 409, 413, 415, 422]),
    }),
    async c => {
      const { program } = c.req.valid('json').query;
      if (program !== undefined) refuseProgram(c, program, 'query.program');
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      return c.json(await saveView(deps, c.req.valid('json')), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'delete',
      path: '/views/{id}',
      tags,
      summary: 'Remove a view that you saved',
      request: { params: idParam },
      responses: answers(savedViewSchema, 'the view as it was', [404, 422]),
    }),
    async c => {
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      return c.json(await removeView(deps, c.req.valid('param').id), 200);
    },
  );
};
