import { createRoute, type z } from '@hono/zod-openapi';
import { worklistItemSchema } from '../../contract/worklist.ts';
import { acknowledge, acknowledgeInput } from '../../worklist/acknowledge.ts';
import { assign, assignInput } from '../../worklist/assign.ts';
import { awaitProvider, awaitProviderInput } from '../../worklist/await-provider.ts';
import { close, closeInput } from '../../worklist/close.ts';
import { contactInput } from '../../worklist/contact-row.ts';
import { escalate, escalateInput } from '../../worklist/escalate.ts';
import { findItem } from '../../worklist/list.ts';
import type { Viewer } from '../../worklist/list-filter.ts';
import { logContact } from '../../worklist/log-contact.ts';
import { note, noteInput } from '../../worklist/note.ts';
import { providerAnswered, providerAnsweredInput } from '../../worklist/provider-answered.ts';
import { reopen, reopenInput } from '../../worklist/reopen.ts';
import { snooze, snoozeInput } from '../../worklist/snooze.ts';
import { undo, undoInput } from '../../worklist/undo.ts';
import { noSuchItem, type VerbDeps } from '../../worklist/verb.ts';
import { itemBodies } from '../../worklist/view.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';
import { viewerOf } from '../viewer.ts';

type Verb<I> = (deps: VerbDeps, itemId: string, input: I) => Promise<void>;

/** One item as it is now. @throws AppError not-found */
export const readItem = async (
  { store, clock, risk }: ApiDeps,
  id: string,
  viewer: Pick<Viewer, 'programs'>,
) => {
  const found = await findItem(store, id, viewer);
  const deps = { ...store, scorers: risk.scorers };
  const [item] = found ? await itemBodies(deps, [found], clock.now()) : [];
  if (item) return item;
  throw noSuchItem();
};

const verbRoute = <S extends z.ZodType>(
  api: Router,
  deps: ApiDeps,
  name: string,
  summary: string,
  schema: S,
  verb: Verb<z.output<S>>,
) =>
  api.openapi(
    createRoute({
      method: 'post',
      path: `/worklist/{id}/${name}`,
      tags: ['worklist'],
      summary,
      request: { params: idParam, body: jsonBody(schema) },
      responses: answers(worklistItemSchema, 'the item as it is now', [401, 404, 409, 413, 415, 422]),
    }),
    async c => {
      const id = c.req.param('id') ?? '';
      const input = c.req.valid('json' as never) as z.output<S>;
      await verb({ store: deps.store, actor: c.get('actor'), at: deps.clock.now() }, id, input);
      deps.feed.notify();
      deps.kick();
      return c.json(await readItem(deps, id, viewerOf(c)), 200);
    },
  );

/** What people do to an item. */
export const worklistVerbRoutes = (api: Router, deps: ApiDeps): void => {
  verbRoute(api, deps, 'acknowledge', 'Take an item up', acknowledgeInput, acknowledge);
  verbRoute(api, deps, 'assign', 'Give an item to somebody, or to nobody', assignInput, assign);
  verbRoute(
    api,
    deps,
    'snooze',
    'Keep an item quiet until a time, or until something is new, worse or critical',
    snoozeInput,
    snooze,
  );
  verbRoute(api, deps, 'escalate', 'Call on a role or a person for an item', escalateInput, escalate);
  verbRoute(
    api,
    deps,
    'await-provider',
    'Say what the provider was asked',
    awaitProviderInput,
    awaitProvider,
  );
  verbRoute(
    api,
    deps,
    'provider-answered',
    'End the wait for the provider',
    providerAnsweredInput,
    providerAnswered,
  );
  verbRoute(api, deps, 'note', 'Write a note on an item', noteInput, note);
  verbRoute(
    api,
    deps,
    'log-contact',
    'Log an attempt to reach somebody about an item',
    contactInput,
    logContact,
  );
  verbRoute(api, deps, 'close', 'Review the alerts of an item and close it', closeInput, close);
  verbRoute(api, deps, 'reopen', "Bring a patient's latest item back", reopenInput, reopen);
  verbRoute(
    api,
    deps,
    'undo',
    'Take back the last thing done to an item, within ten seconds, by who did it',
    undoInput,
    undo,
  );
};
