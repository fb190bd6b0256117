import { createRoute, z } from '@hono/zod-openapi';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { eventSchema } from '../../contract/events.ts';
import { problemSchema } from '../../contract/problem.ts';
import { AppError } from '../../errors.ts';
import type { ApiDeps } from '../context.ts';
import { eventKindsInWords } from '../event-webhooks.ts';
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

/** Sends every event after `from`, then waits for more until the reader goes away. */
const sendAll = async (stream: SSEStreamingApi, feed: ApiDeps['feed'], from: number): Promise<void> => {
  const gone = new AbortController();
  stream.onAbort(() => gone.abort());
  let seen = from;
  while (!stream.aborted && !stream.closed) {
    // asked before reading, so that an event written meanwhile still wakes us
    const next = feed.next(gone.signal);
    const events = await feed.after(seen, pageSize);
    for (const event of events) {
      await stream.writeSSE({ id: String(event.id), event: event.kind, data: JSON.stringify(event) });
      seen = event.id;
    }
    if (events.length < pageSize) await next;
  }
};

const resume = async (
  stream: SSEStreamingApi,
  feed: ApiDeps['feed'],
  lastId: number | null,
): Promise<void> => {
  const heartbeat = setInterval(() => void stream.write(': here\n\n'), heartbeatMs);
  try {
    const latest = await feed.latestId();
    const from = Math.min(lastId ?? latest, latest);
    const missedSome = lastId !== null && (lastId > latest || (await feed.hasForgotten(lastId)));
    if (missedSome) await stream.writeSSE({ event: 'feed.reset', data: '{}' });
    await sendAll(stream, feed, from);
  } finally {
    clearInterval(heartbeat);
  }
};

export const eventRoutes = (api: Router, { feed }: ApiDeps): void => {
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
    c => {
      const lastId = lastSeen(c.req.valid('header')['last-event-id']);
      c.header('x-accel-buffering', 'no');
      return streamSSE(c, stream => resume(stream, feed, lastId));
    },
  );
};
