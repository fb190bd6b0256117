import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../src/api/server.ts';
import { createEventFeed, type EventFeed } from '../../src/worklist/event-feed.ts';
import { call, expectProblem, type TestApp, testApp } from './app.ts';
import { type Received, readEvents } from './event-stream.ts';

const path = '/api/v1/events';

const connect = async (app: TestApp, lastEventId?: string) => {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await app.request(path, { headers });
  const events = readEvents(response);
  onTestFinished(() => events.cancel());
  // the ranking by risk is computed in the background
  const next = async (): Promise<Received> => {
    const event = await events.next();
    return event.event === 'risk.changed' ? next() : event;
  };
  const take = async (count: number): Promise<Received[]> => {
    const all: Received[] = [];
    while (all.length < count) all.push(await next());
    return all;
  };
  return { response, ...events, next, take };
};

/** One event each: an item opened, acknowledged, noted; another opened. */
const fourEvents = async (app: TestApp) => {
  await app.pressure(1, 75);
  const { id } = await app.openItem(1);
  await app.act(id, 'acknowledge');
  await app.act(id, 'note', { text: 'secret: called Annabel' });
  await app.pressure(2, 75);
};

describe('GET /events', () => {
  test('200: a stream that no proxy holds back and no cache keeps', async () => {
    const app = await testApp();
    const { response } = await connect(app);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toMatch(/no-store|no-cache/);
  });

  test('200: an alert and a verb are each told once, with ids only', async () => {
    const app = await testApp();
    const stream = await connect(app);
    await fourEvents(app);
    const [first, second] = [await app.openItem(1), await app.openItem(2)];
    const events = await stream.take(4);
    expect(events.map(e => [e.event, e.data.itemId])).toEqual([
      ['worklist-item.opened', first.id],
      ['worklist-item.changed', first.id],
      ['worklist-item.changed', first.id],
      ['worklist-item.opened', second.id],
    ]);
    expect(events[0]?.data).toEqual({
      id: Number(events[0]?.id),
      kind: 'worklist-item.opened',
      at: '2026-11-23T12:01:00.000Z',
      patientId: first.patient.id,
      itemId: first.id,
      subjectId: null,
    });
    expect(JSON.stringify(events)).not.toMatch(/secret|Annabel|Quillfeather/);
  });

  test('200: closing is told, by a person and by the machine', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.pressure(2, 85);
    const stream = await connect(app);
    await app.close(await app.openItem(1));
    for (let i = 0; i < 2; i++) await app.pressure(2, 120);
    expect((await stream.take(2)).map(e => e.event)).toEqual([
      'worklist-item.closed',
      'worklist-item.closed',
    ]);
  });

  test('200: without Last-Event-ID a reader starts at the present', async () => {
    const app = await testApp();
    await fourEvents(app);
    const stream = await connect(app);
    await app.close(await app.openItem(2));
    expect((await stream.next()).event).toBe('worklist-item.closed');
  });

  test('200: with Last-Event-ID exactly what was missed comes, in order, then what is new', async () => {
    const app = await testApp();
    const before = await connect(app);
    await fourEvents(app);
    const all = await before.take(4);
    for (const [seen, event] of all.entries()) {
      const again = await connect(app, event.id);
      expect(await again.take(all.length - seen - 1)).toEqual(all.slice(seen + 1));
      await again.cancel();
    }
    const caughtUp = await connect(app, all.at(-1)?.id);
    await app.close(await app.openItem(2));
    expect((await caughtUp.next()).event).toBe('worklist-item.closed');
  });

  test('200: what was missed across a restart comes too', async () => {
    const app = await testApp();
    const before = await connect(app);
    await fourEvents(app);
    const all = await before.take(4);
    await before.cancel();
    await app.restart();
    const after = await connect(app, all[0]?.id);
    expect(await after.take(3)).toEqual(all.slice(1));
  });

  test('200: a reader that missed more than a page gets all of it, in order', async () => {
    const app = await testApp();
    const { store } = app.running();
    await store.write(async () => {
      for (let i = 0; i < 1_203; i++) {
        await store.db.insert(store.t.outbox).values({
          at: i,
          kind: 'worklist-item.changed',
          patientId: 'pat_1',
          itemId: `wli_${i}`,
        });
      }
    });
    const stream = await connect(app, '0');
    const events = await stream.take(1_203);
    expect(events.map(e => e.data.itemId)).toEqual(Array.from({ length: 1_203 }, (_, i) => `wli_${i}`));
  });

  test('200: two readers each get every event', async () => {
    const app = await testApp();
    const streams = [await connect(app), await connect(app)];
    await fourEvents(app);
    const [a, b] = await Promise.all(streams.map(s => s.take(4)));
    expect(a).toEqual(b);
  });

  test.each(['x', '-1', '1.5', '1e3', '9'.repeat(16), '0x10'])(
    '400: Last-Event-ID %s is refused',
    async lastEventId => {
      const app = await testApp({ patients: 0 });
      await expectProblem(await app.request(path, { headers: { 'last-event-id': lastEventId } }), {
        status: 400,
        code: 'bad-request',
        field: 'Last-Event-ID',
      });
    },
  );

  test('200: a Last-Event-ID that this feed has not reached yet starts at the present', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const stream = await connect(app, '4711');
    await app.act((await app.openItem(1)).id, 'acknowledge');
    expect((await stream.next()).event).toBe('worklist-item.changed');
  });

  test('200: after an event that the feed does not hold any more, as after a restore, everything is to be loaded again', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge');
    await app.act(id, 'note', { text: 'called' });
    const { store } = app.running();
    const ids = (await app.outbox()).map(({ id }) => id);
    const lost = ids.at(-2) ?? 0;
    await store.write(() => store.db.delete(store.t.outbox).where(eq(store.t.outbox.id, lost)));
    const firstOf = async (lastId: number): Promise<string> => {
      const { body } = await app.request(path, { headers: { 'last-event-id': String(lastId) } });
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      onTestFinished(() => reader.cancel());
      return new TextDecoder().decode((await reader.read()).value);
    };
    expect(await firstOf(lost)).toContain('event: feed.reset');
    expect(await firstOf(ids.at(-3) ?? 0)).not.toContain('feed.reset');
  });

  test('421: another host name is not served', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request(path, { headers: { host: 'vigil.example' } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});

/** The API over a feed that says how many readers wait on it. */
const watchedFeed = async (latestId?: EventFeed['latestId']) => {
  const app = await testApp();
  const feed = createEventFeed(app.running().store);
  const changed = new Set<() => void>();
  let waiting = 0;
  const set = (by: number) => {
    waiting += by;
    for (const tell of changed) tell();
  };
  const watched: EventFeed = {
    ...feed,
    ...(latestId && { latestId }),
    next: async signal => {
      set(1);
      await feed.next(signal);
      set(-1);
    },
  };
  const until = (count: number) =>
    new Promise<void>(resolve => {
      const tell = () => {
        if (waiting !== count) return;
        changed.delete(tell);
        resolve();
      };
      changed.add(tell);
      tell();
    });
  const api = createApi({ ...app.apiDeps(), feed: watched });
  const ask = () => call(api, path, { token: app.running().tokens.operator });
  return { ask, feed, until, waiting: () => waiting };
};

describe('a reader that comes', () => {
  test('is answered once it is settled where its stream starts: what it loads then holds all before', async () => {
    const [asked, settled] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
    const { ask } = await watchedFeed(() => {
      asked.resolve();
      return settled.promise;
    });
    const order: string[] = [];
    const answer = ask().then(response => {
      order.push('answered');
      return response;
    });
    await asked.promise;
    await new Promise(resolve => setImmediate(resolve));
    order.push('settled');
    settled.resolve(0);
    await (await answer).body?.cancel();
    expect(order).toEqual(['settled', 'answered']);
  });
});

describe('a reader that goes away', () => {
  test('is forgotten at once, while others go on', async () => {
    const { ask, until } = await watchedFeed();
    const readers = [];
    for (let i = 0; i < 3; i++) readers.push(readEvents(await ask()));
    await until(3);
    await readers[0]?.cancel();
    await until(2);
    await readers[1]?.cancel();
    await readers[2]?.cancel();
    await until(0);
  });

  test('is forgotten also when it goes before it has read anything', async () => {
    const { ask, until, waiting } = await watchedFeed();
    const response = await ask();
    await response.body?.cancel();
    await until(0);
    expect(waiting()).toBe(0);
  });
});

describe('the event feed', () => {
  test('wakes everyone who waits, once', async () => {
    const { feed } = await watchedFeed();
    const { signal } = new AbortController();
    const both = Promise.all([feed.next(signal), feed.next(signal)]);
    feed.notify();
    await both;
  });

  test('wakes one who waits when the signal aborts, and at once when it has aborted', async () => {
    const { feed } = await watchedFeed();
    const gone = new AbortController();
    const waiting = feed.next(gone.signal);
    gone.abort();
    await waiting;
    await feed.next(gone.signal);
    feed.notify();
  });

  test('starts at 0 before any event', async () => {
    const { feed } = await watchedFeed();
    expect(await feed.latestId()).toBe(0);
    expect(await feed.after(0, 10)).toEqual([]);
  });
});
