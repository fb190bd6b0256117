import { createHmac } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emit } from '../../../src/db/outbox.ts';
import type { EventKind } from '../../../src/domain/event.ts';
import { silentLog } from '../../../src/log.ts';
import { createMetrics } from '../../../src/metrics.ts';
import { createEventFeed } from '../../../src/worklist/event-feed.ts';
import { keepOutboxShort } from '../../../src/worklist/keep-outbox-short.ts';
import { addWebhook } from '../../../src/worklist/webhooks/add.ts';
import { type DispatcherDeps, startDispatcher } from '../../../src/worklist/webhooks/dispatcher.ts';
import { keepDeliveriesShort } from '../../../src/worklist/webhooks/keep-short.ts';
import { listDeliveries } from '../../../src/worklist/webhooks/list.ts';
import { removeWebhook } from '../../../src/worklist/webhooks/remove.ts';
import { retryDelivery } from '../../../src/worklist/webhooks/retry.ts';
import type { Send } from '../../../src/worklist/webhooks/send.ts';
import { now, testStore } from '../../support/store.ts';
import { receiver } from './receiver.ts';

const hour = 3_600_000;
const day = 24 * hour;

const outbox = async (over: Partial<DispatcherDeps> = {}) => {
  const opened = await testStore({ roster: null });
  const { store, clock } = opened;
  const feed = createEventFeed(store);
  const metrics = createMetrics();
  const start = () =>
    startDispatcher({ store, feed, clock, log: silentLog, metrics, random: () => 0.5, ...over });
  let dispatcher = start();
  onTestFinished(() => dispatcher.stop());
  const deps = () => ({ store, actor: { type: 'person', name: 'Ana Ruiz' } as const, at: clock.now() });
  const tell = async (kind: EventKind, n: number) => {
    await store.write(() =>
      emit(store, { at: clock.now(), kind, patientId: `pat_${n}`, itemId: null, subjectId: `sub_${n}` }),
    );
    feed.notify();
  };
  const deliveries = async (id: string) =>
    (await listDeliveries(store, id, { limit: 1_000 })).items.toReversed();
  return {
    ...opened,
    feed,
    metrics,
    deps,
    tell,
    deliveries,
    add: (url: string, kinds: EventKind[] = ['risk.changed']) => addWebhook(deps(), { url, kinds }),
    idle: () => dispatcher.idle(),
    stop: () => dispatcher.stop(),
    /** The clock moves on, and what fell due meanwhile is sent. */
    after: async (ms: number) => {
      clock.set(clock.now() + ms);
      await dispatcher.idle();
    },
    restartDispatcher: async () => {
      await dispatcher.stop();
      dispatcher = start();
    },
  };
};

/** A stand-in for the network: answers as told, then 204. */
const recorded = (...statuses: readonly (number | null)[]) => {
  const sent: { url: string; id: string; body: string }[] = [];
  const left = [...statuses];
  const send: Send = ({ url }, { id, body }) => {
    sent.push({ url, id, body });
    const status = left.length > 0 ? (left.shift() ?? null) : 204;
    const delivered = status === 204;
    return Promise.resolve({ delivered, status, error: delivered ? null : 'failed' });
  };
  return {
    send,
    sent,
    subjects: () => sent.map(({ body }) => (JSON.parse(body) as { subjectId: string }).subjectId),
  };
};

describe('delivery', () => {
  test('an event arrives once, signed, as ids only', async () => {
    const box = await outbox();
    const there = await receiver();
    const { id, secret } = await box.add(there.url);
    await box.tell('risk.changed', 1);
    await box.idle();
    expect(there.events()).toEqual([
      {
        id: 1,
        kind: 'risk.changed',
        at: new Date(now).toISOString(),
        patientId: 'pat_1',
        itemId: null,
        subjectId: 'sub_1',
      },
    ]);
    const { headers, text } = there.nth(0);
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': `msg_${id.slice(5)}_1`,
      'webhook-timestamp': String(now / 1_000),
      'webhook-signature': `v1,${signature}`,
    });
    expect(await box.deliveries(id)).toMatchObject([
      { state: 'delivered', attempts: 1, lastStatus: 204, deliveredAt: new Date(now).toISOString() },
    ]);
    expect(box.metrics.read('vigil_webhook_attempts_total', 'delivered')).toBe(1);
  });

  test('events arrive in order, only of the kinds asked for, only from then on', async () => {
    const { send, subjects } = recorded();
    const box = await outbox({ send });
    await box.tell('risk.changed', 1);
    const { id } = await box.add('https://ehr.example/', ['risk.changed', 'contact.logged']);
    for (let n = 2; n <= 60; n++) await box.tell(n % 3 === 0 ? 'patient.changed' : 'risk.changed', n);
    await box.tell('contact.logged', 61);
    await box.idle();
    const expected = Array.from({ length: 60 }, (_, i) => i + 2).filter(n => n % 3 !== 0 || n > 60);
    expect(subjects()).toEqual(expected.map(n => `sub_${n}`));
    expect(await box.deliveries(id)).toHaveLength(expected.length);
  });

  test('each webhook gets its own', async () => {
    const { send, sent } = recorded();
    const box = await outbox({ send });
    for (let i = 0; i < 6; i++) await box.add(`https://ehr.example/${i}`);
    for (let n = 1; n <= 25; n++) await box.tell('risk.changed', n);
    await box.idle();
    for (let i = 0; i < 6; i++) {
      const own = sent.filter(({ url }) => url.endsWith(`/${i}`));
      expect(own).toHaveLength(25);
    }
    expect(new Set(sent.map(({ id }) => id)).size).toBe(150);
  });

  test('more events than a batch are all delivered', async () => {
    const { send, subjects } = recorded();
    const box = await outbox({ send });
    const { id } = await box.add('https://ehr.example/');
    await box.store.write(async () => {
      for (let n = 1; n <= 450; n++) {
        await emit(box.store, {
          at: now,
          kind: 'risk.changed',
          patientId: null,
          itemId: null,
          subjectId: `${n}`,
        });
      }
    });
    box.feed.notify();
    await box.idle();
    expect(subjects()).toEqual(Array.from({ length: 450 }, (_, i) => String(i + 1)));
    expect((await box.deliveries(id)).every(({ state }) => state === 'delivered')).toBe(true);
  });

  test('while there is no webhook nothing is looked for', async () => {
    let looked = 0;
    const wake = () => {
      looked++;
      return () => {};
    };
    const box = await outbox({ clock: { now: () => now, wake, after: wake } });
    await box.tell('risk.changed', 1);
    await box.idle();
    expect(looked).toBe(0);
    await box.add('https://ehr.example/');
    await box.idle();
    // when its next look is due, and after a minute at the latest, however the clock is set
    expect(looked).toBe(2);
  });

  test('an event of which nobody woke it is delivered within half a minute', async () => {
    const { send, subjects } = recorded();
    const box = await outbox({ send });
    await box.add('https://ehr.example/');
    await box.idle();
    await box.store.write(() =>
      emit(box.store, { at: now, kind: 'risk.changed', patientId: null, itemId: null, subjectId: 'sub_1' }),
    );
    await box.after(30_000);
    expect(subjects()).toEqual(['sub_1']);
  });
});

describe('a receiver that fails', () => {
  test('is tried again later and later, each time with the same id, until it gets through', async () => {
    const box = await outbox();
    const there = await receiver(500, 429);
    const { id } = await box.add(there.url);
    await box.tell('risk.changed', 1);
    await box.idle();
    const [first] = await box.deliveries(id);
    expect(first).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastStatus: 500,
      lastError: 'answered 500',
    });
    expect(first?.nextAt).toBe(new Date(now + 5_000).toISOString());
    await box.after(4_999);
    expect(there.got).toHaveLength(1);
    await box.after(1);
    expect(there.got).toHaveLength(2);
    await box.after(30_000);
    expect(await box.deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 3, lastStatus: 204 }]);
    expect(new Set(there.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(there.got.map(({ text }) => text)).size).toBe(1);
    expect(new Set(there.got.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
  });

  test('is given up after eight attempts in about a day, and later events still go', async () => {
    const { send, sent, subjects } = recorded(...Array.from({ length: 8 }, () => 503));
    const box = await outbox({ send });
    const { id } = await box.add('https://ehr.example/');
    await box.tell('risk.changed', 1);
    await box.idle();
    let hours = 0;
    while ((await box.deliveries(id))[0]?.state === 'waiting') {
      await box.after(hour / 4);
      hours += 1 / 4;
    }
    expect(hours).toBeGreaterThan(20);
    expect(hours).toBeLessThan(26);
    expect(sent).toHaveLength(8);
    expect(await box.deliveries(id)).toMatchObject([
      { state: 'dead', attempts: 8, nextAt: null, lastStatus: 503 },
    ]);
    await box.tell('risk.changed', 2);
    await box.idle();
    expect(subjects().at(-1)).toBe('sub_2');
    await box.after(3 * day);
    expect(sent).toHaveLength(9);
    expect(await box.metrics.render()).toContain('vigil_webhook_deliveries_dead 1');
  });

  test('does not hold up the events after it', async () => {
    const { send, subjects } = recorded(503);
    const box = await outbox({ send });
    await box.add('https://ehr.example/');
    await box.tell('risk.changed', 1);
    await box.idle();
    await box.tell('risk.changed', 2);
    await box.idle();
    await box.after(5_000);
    expect(subjects()).toEqual(['sub_1', 'sub_2', 'sub_1']);
  });

  test('that says it is gone (410) is given up at once', async () => {
    const { send, sent } = recorded(410);
    const box = await outbox({ send });
    const { id } = await box.add('https://ehr.example/');
    await box.tell('risk.changed', 1);
    await box.after(day);
    expect(sent).toHaveLength(1);
    expect(await box.deliveries(id)).toMatchObject([{ state: 'dead', attempts: 1, lastStatus: 410 }]);
  });

  test('that sends elsewhere is not followed', async () => {
    const box = await outbox();
    const there = await receiver(307);
    const { id } = await box.add(there.url);
    await box.tell('risk.changed', 1);
    await box.idle();
    expect(there.got.map(({ path }) => path)).toEqual(['/hook']);
    expect(await box.deliveries(id)).toMatchObject([{ state: 'waiting', lastStatus: 307 }]);
  });

  test('that is not there is told by a code that holds no URL', async () => {
    const box = await outbox();
    const there = await receiver();
    await there.stop();
    const { id } = await box.add(there.url);
    await box.tell('risk.changed', 1);
    await box.idle();
    expect(await box.deliveries(id)).toMatchObject([
      { state: 'waiting', lastStatus: null, lastError: 'ECONNREFUSED' },
    ]);
  });

  test('that hangs holds up nobody else', async () => {
    const box = await outbox();
    const [hanging, quick] = [await receiver('hang'), await receiver()];
    await box.add(hanging.url);
    await box.add(quick.url);
    await box.tell('risk.changed', 1);
    await Promise.all([hanging.until(1), quick.until(1)]);
    await box.tell('risk.changed', 2);
    await quick.until(2);
    expect(hanging.got).toHaveLength(1);
  });

  test('never has more than four receivers sent to at once', async () => {
    let [now4, most] = [0, 0];
    const release: (() => void)[] = [];
    const send: Send = async () => {
      most = Math.max(most, ++now4);
      await new Promise<void>(resolve => release.push(resolve));
      now4--;
      return { delivered: true, status: 204, error: null };
    };
    const box = await outbox({ send });
    for (let i = 0; i < 7; i++) await box.add(`https://ehr.example/${i}`);
    await box.tell('risk.changed', 1);
    const idle = box.idle();
    let done = 0;
    while (done < 7) {
      const next = release.shift();
      if (next) done++;
      next?.();
      await new Promise(resolve => setImmediate(resolve));
    }
    await idle;
    expect(most).toBe(4);
  });
});

describe('a restart', () => {
  test('sends what waited, and what was told while nothing ran', async () => {
    const { send, subjects } = recorded(503);
    const box = await outbox({ send });
    await box.add('https://ehr.example/');
    await box.tell('risk.changed', 1);
    await box.idle();
    await box.stop();
    await box.tell('risk.changed', 2);
    box.clock.set(now + hour);
    await box.restartDispatcher();
    await box.idle();
    expect(subjects()).toEqual(['sub_1', 'sub_1', 'sub_2']);
  });

  test('in the middle of a delivery sends it again, under the same id, without counting the one broken off', async () => {
    const box = await outbox();
    const there = await receiver('hang');
    const { id } = await box.add(there.url);
    await box.tell('risk.changed', 1);
    await there.until(1);
    await box.stop();
    expect(await box.deliveries(id)).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    await box.restartDispatcher();
    await box.idle();
    expect(new Set(there.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await box.deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });
});

describe('what people do', () => {
  test('retrying a delivery that was given up sends it again', async () => {
    const { send, sent } = recorded(410);
    const box = await outbox({ send });
    const { id } = await box.add('https://ehr.example/');
    await box.tell('risk.changed', 1);
    await box.idle();
    const [dead] = await box.deliveries(id);
    await retryDelivery(box.deps(), id, dead?.id ?? 0);
    box.feed.notify();
    await box.idle();
    expect(sent).toHaveLength(2);
    expect(await box.deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  test('removing a webhook while it is sent to ends it: nothing more goes, nothing is left', async () => {
    const box = await outbox();
    const there = await receiver('hang');
    const { id } = await box.add(there.url);
    await box.tell('risk.changed', 1);
    await box.tell('risk.changed', 2);
    await there.until(1);
    await removeWebhook(box.deps(), id);
    await there.stop();
    await box.idle();
    await box.after(day);
    expect(there.got).toHaveLength(1);
    expect(box.rows('webhook_delivery')).toEqual([]);
    expect(box.rows('webhook')).toEqual([]);
  });

  test('removing a webhook while it takes one event after the other ends it too', async () => {
    let sent = 0;
    const box = await outbox({
      send: async () => {
        sent += 1;
        await removeWebhook(box.deps(), id);
        return { delivered: true, status: 200, error: null };
      },
    });
    const { id } = await box.add('https://example.org/vigil');
    for (const n of [1, 2, 3]) await box.tell('risk.changed', n);
    await box.idle();
    expect(sent).toBe(1);
  });
});

describe('what is kept', () => {
  test('delivered ones for 7 days, given up ones for 30, waiting ones for ever', async () => {
    const box = await outbox({ send: recorded(410).send });
    const { id } = await box.add('https://ehr.example/');
    for (const n of [1, 2]) await box.tell('risk.changed', n);
    await box.idle();
    await box.stop();
    const { db, t, write } = box.store;
    await write(() =>
      db.insert(t.webhookDelivery).values({
        webhookId: id,
        eventId: 3,
        kind: 'risk.changed',
        body: '{}',
        state: 'waiting',
        attempts: 0,
        nextAt: now,
        createdAt: now,
      }),
    );
    const statesAfter = async (days: number) => {
      box.clock.set(now + days * day);
      (await keepDeliveriesShort(box.store, box.clock))();
      return (await box.deliveries(id)).map(({ state }) => state);
    };
    expect(await statesAfter(7)).toEqual(['dead', 'delivered', 'waiting']);
    expect(await statesAfter(8)).toEqual(['dead', 'waiting']);
    expect(await statesAfter(31)).toEqual(['waiting']);
  });

  test('events older than a week, only while a webhook has yet to be told of them', async () => {
    const { send, subjects } = recorded();
    const box = await outbox({ send });
    await box.add('https://ehr.example/');
    await box.stop();
    for (const n of [1, 2]) await box.tell('risk.changed', n);
    box.clock.set(now + 8 * day);
    (await keepOutboxShort(box.store, box.clock))();
    expect(box.rows('outbox')).toHaveLength(2);
    await box.restartDispatcher();
    await box.idle();
    expect(subjects()).toEqual(['sub_1', 'sub_2']);
    (await keepOutboxShort(box.store, box.clock))();
    expect(box.rows('outbox')).toEqual([]);
  });
});
