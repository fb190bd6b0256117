import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { type EventBody, eventSchema } from '../../contract/events.ts';
import { problemSchema } from '../../contract/problem.ts';
import { AppError } from '../../errors.ts';
import { identifyCaller } from '../authorise.ts';
import type { ApiDeps } from '../context.ts';
import { eventKindsInWords } from '../event-webhooks.ts';
import { eventsSeen } from '../events-reach.ts';
import type { Env } from '../guards.ts';
import type { Router } from '../server.ts';

const pageSize = 500;
const heartbeatMs = 15_000;

const lastSeen = (header: string | undefined): number | null => {
  if (header === undefined || header === '') return null;
  if (/^\d{1,15}$/.test(header)) return Number(header);
  throw new AppError('bad-request', 'Last-Event-ID is not an id of this feed', {
    field: 'Last-Event-ID',
    remedy: 'send the id of the last event received, or leave it out to start at the present',
  });
};

type Reader = {
  readonly within: (events: readonly EventBody[]) => Promise<readonly EventBody[]>;
  /** aborts when the reader goes away, or is signed in no longer */
  readonly gone: AbortSignal;
};

/** Sends every event after `from` that is within the reader's reach, then waits for more until she is gone. */
const sendAll = async (
  stream: SSEStreamingApi,
  feed: ApiDeps['feed'],
  from: number,
  { within, gone }: Reader,
): Promise<void> => {
  let seen = from;
  while (!gone.aborted && !stream.aborted && !stream.closed) {
    // asked before reading, so that an event written meanwhile still wakes us
    const next = feed.next(gone);
    const events = await feed.after(seen, pageSize);
    for (const event of await within(events)) {
      await stream.writeSSE({ id: String(event.id), event: event.kind, data: JSON.stringify(event) });
    }
    seen = events.at(-1)?.id ?? seen;
    if (events.length < pageSize) await next;
  }
};

type Start = { readonly from: number; readonly missedSome: boolean };

const startOf = async (feed: ApiDeps['feed'], lastId: number | null): Promise<Start> => {
  const latest = await feed.latestId();
  return {
    from: Math.min(lastId ?? latest, latest),
    missedSome: lastId !== null && (lastId > latest || (await feed.hasForgotten(lastId))),
  };
};

/** A session may be over, or its person disabled, while the stream is open. */
const isStillIn = async (deps: ApiDeps, c: Context<Env>): Promise<boolean> =>
  identifyCaller(deps, c).then(
    () => true,
    () => false,
  );

const between = (leastMs: number, mostMs: number): number =>
  Math.round(leastMs + Math.random() * (mostMs - leastMs));

/** Tells the reader how long to wait before she comes back, not all at once; the stream ends then. */
const endOnLeaving = (stream: SSEStreamingApi, leaving: AbortSignal | undefined, end: () => void) => {
  const leave = () => void stream.write(`retry: ${between(500, 3_000)}\n\n`).finally(end);
  leaving?.addEventListener('abort', leave, { once: true });
  if (leaving?.aborted) leave();
  return () => leaving?.removeEventListener('abort', leave);
};

const resume = async (
  stream: SSEStreamingApi,
  deps: ApiDeps,
  c: Context<Env>,
  { from, missedSome }: Start,
): Promise<void> => {
  const gone = new AbortController();
  stream.onAbort(() => gone.abort());
  const heartbeat = setInterval(async () => {
    if (await isStillIn(deps, c)) await stream.write(': here\n\n');
    else gone.abort();
  }, heartbeatMs);
  const stayed = endOnLeaving(stream, deps.leaving, () => gone.abort());
  const within = (events: readonly EventBody[]) => eventsSeen(deps, c.get('principal'), events);
  try {
    if (missedSome) await stream.writeSSE({ event: 'feed.reset', data: '{}' });
    await sendAll(stream, deps.feed, from, { within, gone: gone.signal });
  } finally {
    stayed();
    clearInterval(heartbeat);
  }
};

export const eventRoutes = (api: Router, deps: ApiDeps): void => {
  const { feed } = deps;
  api.openapi(
    createRoute({
      method: 'get',
      path: '/events',
      tags: ['events'],
      summary: 'Server-sent events, resumable with Last-Event-ID; ids only',
      description:
        'The event `feed.reset` says that events after Last-Event-ID are no longer kept: load everything again. ' +
        `Every other is named by its kind, sent when:\n\n${eventKindsInWords()}`,
      request: { headers: z.object({ 'last-event-id': z.string().optional() }) },
      responses: {
        200: { description: 'the feed', content: { 'text/event-stream': { schema: eventSchema } } },
        400: {
          description: 'Last-Event-ID is no id',
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      },
    }),
    async c => {
      // settled before the answer begins: what its reader loads from then on holds all that the stream leaves out
      const start = await startOf(feed, lastSeen(c.req.valid('header')['last-event-id']));
      c.header('x-accel-buffering', 'no');
      return streamSSE(c, stream => resume(stream, deps, c, start));
    },
  );
};
