import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import type { Store } from '../db/open.ts';
import { answerGiven, claimRequest, keepAnswer } from '../db/requests-once.ts';
import { actorText } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { digest } from '../ids.ts';
import { errorFields } from '../log.ts';
import type { ApiDeps } from './context.ts';
import type { Env } from './guards.ts';
import { routeOf } from './route-of.ts';
import type { Router } from './server.ts';

const verbs = [
  ...['acknowledge', 'assign', 'snooze', 'escalate', 'await-provider', 'provider-answered', 'note'],
  ...['log-contact', 'steps', 'close', 'reopen'],
];
const ofPatient = [
  ...['contacts', 'discharges', 'limits', 'medications', 'minutes', 'minutes/start', 'problems', 'status'],
  ...['symptoms', 'tasks'],
];

/** What a second sending would do once more. None of these answers with a secret, for answers are kept for a while. */
export const repeatable: ReadonlySet<string> = new Set([
  ...verbs.map(verb => `POST /worklist/{id}/${verb}`),
  ...ofPatient.map(part => `POST /patients/{id}/${part}`),
  'POST /handoffs',
]);

const header = 'Idempotency-Key';
const longestKey = 200;

/** The request in hand: its id, and whether a transaction of its own has claimed it. */
type Request = { readonly id: string; readonly at: number; isClaimed: boolean };

const inHand = new AsyncLocalStorage<Request>();

const sentBefore = (): AppError =>
  new AppError('already-done', `${header}: this was sent before; it is done, or about to be`, {
    field: header,
    remedy: 'read what it was to change; to do it once more, send another key',
  });

/** The store as routes see it: the first transaction of a request with a key claims the key. */
export const claimingKeys = (store: Store): Store => ({
  ...store,
  write: async work => {
    const request = inHand.getStore();
    if (!request || request.isClaimed) return store.write(work);
    const done = await store.write(async () => {
      if (!(await claimRequest(store, request.id, request.at))) throw sentBefore();
      return work();
    });
    request.isClaimed = true;
    return done;
  },
});

/** @throws AppError bad-request */
const keyOf = (c: Context<Env>): string | undefined => {
  const key = c.req.header(header);
  if (key === undefined || (key !== '' && key.length <= longestKey)) return key;
  throw new AppError('bad-request', `${header}: must have 1 to ${longestKey} characters`, {
    field: header,
    remedy: 'send a new UUID for each thing that is to be done, and the same one when it is sent again',
  });
};

/** What a body asks for. The version of what was seen is no part of it: it may be another when the request is sent again. */
const askedIn = (text: string): unknown => {
  try {
    const { version: _, ...asked } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return asked;
  } catch {
    // the route says what is wrong with it
    return text;
  }
};

/** Of all that is said and by whom: the same key with other words is another request, so that none is lost. */
const requestOf = async (c: Context<Env>, key: string, at: number): Promise<Request> => {
  const said = [actorText(c.get('actor')), key, c.req.method, c.req.path, askedIn(await c.req.text())];
  return { id: digest(JSON.stringify(said)), at, isClaimed: false };
};

/**
 * A request with an `Idempotency-Key` is done once, however often it is sent, in whatever process: whoever got no
 * answer sends it again. A repeat gets the first answer; where that was not kept, a conflict that says that it is done.
 */
export const doneOnce =
  ({ store, clock, log }: Pick<ApiDeps, 'store' | 'clock' | 'log'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const key = repeatable.has(routeOf(c)) ? keyOf(c) : undefined;
    if (key === undefined) return next();
    const request = await requestOf(c, key, clock.now());
    const answer = await answerGiven(store, request.id);
    if (answer === null) throw sentBefore();
    if (answer !== undefined) return c.body(answer, 200, { 'content-type': 'application/json' });
    await inHand.run(request, next);
    if (!request.isClaimed || !c.res.ok) return;
    const given = await c.res.clone().text();
    // it is done: whoever asks again is told so, if not with these words
    await keepAnswer(store, request.id, given).catch(error =>
      log.error('answer-not-kept', errorFields(error)),
    );
  };

const headers = z.object({
  [header]: z.string().min(1).max(longestKey).optional().openapi({
    description:
      'the same for each sending of one request: it is then done once, and a repeat within a day gets the first answer',
  }),
});

/** Tells of the header in the documents of the routes that heed it. */
export const documentKeys = ({ openAPIRegistry }: Pick<Router, 'openAPIRegistry'>): void => {
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { method, path, request } = definition.route;
    if (repeatable.has(`${method.toUpperCase()} ${path}`)) definition.route.request = { ...request, headers };
  }
};
