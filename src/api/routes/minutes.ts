import { createRoute, type z } from '@hono/zod-openapi';
import { monthMinutes, monthQuery, myMinutes, myMinutesQuery } from '../../care/minutes.ts';
import { addMinutes, approveMinutes, discardMinutes } from '../../care/minutes-decide.ts';
import { type MinutesRow, minutesBody } from '../../care/minutes-rows.ts';
import { pauseMinutes, startMinutes, stopMinutes } from '../../care/minutes-timer.ts';
import { pageOf } from '../../contract/common.ts';
import {
  approveInput,
  byHandInput,
  discardInput,
  minutesSchema,
  monthMinutesSchema,
  myMinutesSchema,
  pauseInput,
  startedSchema,
  startInput,
  stopInput,
} from '../../contract/minutes.ts';
import { actorName } from '../../domain/actor.ts';
import { findPatient } from '../../roster/patients.ts';
import type { VerbDeps } from '../../worklist/verb.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['minutes'];

type Verb<I> = (deps: VerbDeps, id: string, input: I) => Promise<MinutesRow>;

const verbRoute = <S extends z.ZodType>(
  api: Router,
  { store, clock, feed }: ApiDeps,
  path: string,
  summary: string,
  schema: S,
  verb: Verb<z.output<S>>,
) =>
  api.openapi(
    createRoute({
      method: 'post',
      path,
      tags,
      summary,
      request: { params: idParam, body: jsonBody(schema) },
      responses: answers(minutesSchema, 'the entry as it is now', [401, 404, 409, 413, 415, 422]),
    }),
    async c => {
      const input = c.req.valid('json' as never) as z.output<S>;
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const row = await verb(deps, c.req.param('id') ?? '', input);
      feed.notify();
      return c.json(minutesBody(row), 200);
    },
  );

const listRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/minutes',
      tags,
      summary: 'Time spent on a patient in a calendar month of hers, and what that reaches for billing',
      request: { params: idParam, query: monthQuery },
      responses: answers(monthMinutesSchema, 'the month', [404]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      const { month } = c.req.valid('query');
      return c.json(await monthMinutes(store, patient, month, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/minutes',
      tags,
      summary: "One's own time: what waits for approval, or is in another state",
      request: { query: myMinutesQuery },
      responses: answers(pageOf(myMinutesSchema, 'MyMinutesPage'), 'a page, latest first', [401]),
    }),
    async c => {
      const programs = c.get('programs') ?? null;
      const by = actorName(c.get('actor'));
      return c.json(await myMinutes(store, by, c.req.valid('query'), programs, clock.now()), 200);
    },
  );
};

export const minutesRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock, feed } = deps;
  listRoutes(api, deps);
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/minutes/start',
      tags,
      summary: 'Start a timer; one that runs already stops and waits for approval',
      request: { params: idParam, body: jsonBody(startInput) },
      responses: answers(startedSchema, 'the timer, and the one that it stopped', [401, 404, 413, 415]),
    }),
    async c => {
      const verb = { store, actor: c.get('actor'), at: clock.now() };
      const { row, stopped } = await startMinutes(verb, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      return c.json({ minutes: minutesBody(row), stopped: stopped && minutesBody(stopped) }, 200);
    },
  );
  verbRoute(
    api,
    deps,
    '/patients/{id}/minutes',
    'Enter time by hand; it waits for approval. Refused where it overlaps with time of the same person',
    byHandInput,
    addMinutes,
  );
  verbRoute(
    api,
    deps,
    '/minutes/{id}/pause',
    'Say how much a running timer has counted so far; it goes on',
    pauseInput,
    pauseMinutes,
  );
  verbRoute(api, deps, '/minutes/{id}/stop', 'End a timer; it waits for approval', stopInput, stopMinutes);
  verbRoute(api, deps, '/minutes/{id}/approve', 'Have waiting time count', approveInput, approveMinutes);
  verbRoute(
    api,
    deps,
    '/minutes/{id}/discard',
    'Have time count no more',
    discardInput,
    (verb, id, { version }) => discardMinutes(verb, id, version),
  );
};
