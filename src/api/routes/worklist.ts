import { createRoute, type z } from '@hono/zod-openapi';
import { worklistItemSchema, worklistSchema } from '../../contract/worklist.ts';
import { AppError } from '../../errors.ts';
import { acknowledge, acknowledgeInput } from '../../worklist/acknowledge.ts';
import { close, closeInput } from '../../worklist/close.ts';
import { listWorklist, readItems, worklistQuery } from '../../worklist/list.ts';
import { note, noteInput } from '../../worklist/note.ts';
import type { VerbDeps } from '../../worklist/verb.ts';
import { itemBodies } from '../../worklist/view.ts';
import type { ApiDeps } from '../context.ts';
import { namedActor } from '../guards.ts';
import { actorHeader, answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

type Verb<I> = (deps: VerbDeps, itemId: string, input: I) => Promise<void>;

const readItem = async ({ store, clock }: ApiDeps, id: string) => {
  const [item] = await itemBodies(store, await readItems(store, [id]), clock.now());
  if (item) return item;
  throw new AppError('not-found', 'there is no such worklist item', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/worklist',
  });
};

const verbRoute = <S extends z.ZodType>(
  api: Router,
  deps: ApiDeps,
  name: string,
  schema: S,
  verb: Verb<z.output<S>>,
) =>
  api.openapi(
    createRoute({
      method: 'post',
      path: `/worklist/{id}/${name}`,
      tags: ['worklist'],
      summary: `${name} an item`,
      middleware: [namedActor] as const,
      request: { params: idParam, headers: actorHeader, body: jsonBody(schema) },
      responses: answers(worklistItemSchema, 'the item as it is now', [401, 404, 409, 413, 415, 422]),
    }),
    async c => {
      const id = c.req.param('id') ?? '';
      const input = c.req.valid('json' as never) as z.output<S>;
      await verb({ store: deps.store, actor: c.get('actor'), at: deps.clock.now() }, id, input);
      deps.feed.notify();
      deps.kick();
      return c.json(await readItem(deps, id), 200);
    },
  );

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
    async c => c.json(await listWorklist(deps.store, c.req.valid('query'), deps.clock.now()), 200),
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
    async c => c.json(await readItem(deps, c.req.valid('param').id), 200),
  );
  verbRoute(api, deps, 'acknowledge', acknowledgeInput, acknowledge);
  verbRoute(api, deps, 'note', noteInput, note);
  verbRoute(api, deps, 'close', closeInput, close);
};
