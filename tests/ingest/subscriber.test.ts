import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import type { OutsideBroker } from '../../src/config-broker.ts';
import type { Ingest } from '../../src/ingest/ingest.ts';
import { startSubscriber } from '../../src/ingest/subscriber.ts';
import { createLog } from '../../src/log.ts';
import { eventually } from '../faults/process.ts';
import { bloodPressure, iso, now, secondConnection, type TestStore, testStore } from '../support/store.ts';
import { memoryBroker, outside } from './outside-broker.ts';

const topic = 'vigil/v1/bp-1/blood-pressure';
const reading = (seq: number) => JSON.stringify(bloodPressure(iso(now), { seq }));

type Broker = Awaited<ReturnType<typeof memoryBroker>>;
type Options = { readonly ingest?: Ingest; readonly over?: Partial<OutsideBroker> };

const subscribe = (store: TestStore, url: string, { ingest = store.ingest, over }: Options = {}) => {
  const { clock, metrics } = store;
  const logged: string[] = [];
  const log = createLog(clock.now, line => logged.push(line));
  const broker = outside(url, over);
  const subscriber = startSubscriber({ broker, clientId: 'vigil', ingest, clock, log, metrics });
  onTestFinished(subscriber.close);
  const events = () => logged.map(line => (JSON.parse(line) as { event: string }).event);
  return {
    ...subscriber,
    logged,
    events,
    nowConnected: () => eventually(() => subscriber.connected() || undefined),
  };
};

const setUp = async (options: Options & Parameters<typeof memoryBroker>[0] = {}) => {
  const { ingest, over, ...brokerOptions } = options;
  const [store, broker] = [await testStore(), await memoryBroker(brokerOptions)];
  const vigil = subscribe(store, broker.url, { ...(ingest ? { ingest } : {}), ...(over ? { over } : {}) });
  await vigil.nowConnected();
  const device = await broker.connect();
  const other = secondConnection(store.folder);
  const readings = () => other.prepare('SELECT count(*) FROM reading').pluck().get() as number;
  const stored = (count: number) => eventually(() => readings() >= count || undefined);
  const publish = (seq: number) => device.publishAsync(topic, reading(seq), { qos: 1 });
  return { store, broker, vigil, device, readings, stored, publish };
};

/** What `look` saw at each PUBACK that the broker got. */
const atEachPuback = <T>({ aedes }: Broker, look: () => T): T[] => {
  const seen: T[] = [];
  aedes.on('ack', () => seen.push(look()));
  return seen;
};

/** Stands before ingest: holds every message until it is opened. */
const heldIngest = () => {
  const opened = Promise.withResolvers<void>();
  let asked = 0;
  let behind: Ingest | undefined;
  const ingest: Ingest = async message => {
    asked += 1;
    await opened.promise;
    return behind ? behind(message) : { is: 'status' };
  };
  return {
    ingest,
    asked: () => asked,
    open: (to?: Ingest) => {
      behind = to;
      opened.resolve();
    },
  };
};

/** Answers as a broker does that admits everyone and grants QoS 0. */
const grantingQos0 = async (): Promise<string> => {
  const server = createServer(socket => {
    socket.on('data', ([kind, , high = 0, low = 0]) => {
      if (kind === 0x10) socket.write(Buffer.from([0x20, 2, 0, 0]));
      if (kind === 0x82) socket.write(Buffer.from([0x90, 3, high, low, 0]));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `mqtt://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
};

describe('the broker is told that a message is taken when it is durable', () => {
  test('at each PUBACK the reading is readable from another connection', async () => {
    const s = await setUp();
    const rowsAtPuback = atEachPuback(s.broker, s.readings);
    await Promise.all(Array.from({ length: 300 }, (_, seq) => s.publish(seq)));
    await eventually(() => rowsAtPuback.length === 300 || undefined);
    expect(rowsAtPuback.every((rows, i) => rows > i)).toBe(true);
    expect(s.readings()).toBe(300);
  });

  test('while the commit is held up there is none, and further messages are taken for the next one', async () => {
    const held = heldIngest();
    const s = await setUp({ ingest: held.ingest });
    const pubacks = atEachPuback(s.broker, s.readings);
    await Promise.all([s.publish(1), s.publish(2), s.publish(3)]);
    await eventually(() => held.asked() === 3 || undefined);
    expect(pubacks).toEqual([]);
    held.open(s.store.ingest);
    await eventually(() => pubacks.length === 3 || undefined);
    expect(s.readings()).toBe(3);
  });

  test('a message that is no reading is recorded and acknowledged', async () => {
    const s = await setUp();
    const pubacks = atEachPuback(s.broker, () => s.store.rows('rejected_message').length);
    await s.device.publishAsync(topic, 'x', { qos: 1 });
    await eventually(() => pubacks.length === 1 || undefined);
    expect(pubacks).toEqual([1]);
  });

  test('a message of QoS 0 is stored', async () => {
    const s = await setUp();
    await s.device.publishAsync(topic, reading(1), { qos: 0 });
    await s.stored(1);
  });

  test('no more than is bearable is in hand at a time; the rest follows', async () => {
    const held = heldIngest();
    const s = await setUp({ ingest: held.ingest });
    await Promise.all(Array.from({ length: 5_000 }, (_, seq) => s.publish(seq)));
    await eventually(() => held.asked() > 1_000 || undefined);
    expect(held.asked()).toBeLessThanOrEqual(2_048);
    held.open();
    await eventually(() => held.asked() === 5_000 || undefined);
  });

  test('a few very large messages are as much as thousands of small ones', async () => {
    const held = heldIngest();
    const s = await setUp({ ingest: held.ingest });
    const large = Buffer.alloc(5 * 1024 * 1024, 'a');
    await Promise.all(Array.from({ length: 8 }, () => s.device.publishAsync(topic, large, { qos: 1 })));
    await eventually(() => held.asked() === 4 || undefined);
    held.open();
    await eventually(() => held.asked() === 8 || undefined);
  });

  test('what is published to try the broker is no reading and no rejected message', async () => {
    const s = await setUp({ over: { topics: ['#'] } });
    const pubacks = atEachPuback(s.broker, () => true);
    await s.device.publishAsync('vigil/probe/other', '17', { qos: 1 });
    await eventually(() => pubacks.length === 1 || undefined);
    expect(s.store.rows('rejected_message')).toEqual([]);
  });
});

describe('when the store fails', () => {
  const failingOn = (seq: number, times: number) => {
    let left = times;
    const behind = Promise.withResolvers<Ingest>();
    const ingest: Ingest = async message => {
      const real = await behind.promise;
      if (left === 0 || !Buffer.from(message.payload).toString().includes(`"seq":${seq}`))
        return real(message);
      left -= 1;
      throw new Error('disk full: Quill');
    };
    return { ingest, behind };
  };

  test('the message is not acknowledged, its neighbours are, and it comes again until it is stored, once', async () => {
    const failing = failingOn(2, 2);
    const s = await setUp({ ingest: failing.ingest });
    failing.behind.resolve(s.store.ingest);
    const pubacks = atEachPuback(s.broker, s.readings);
    await Promise.all([s.publish(1), s.publish(2), s.publish(3)]);
    await eventually(() => pubacks.length === 2 || undefined);
    expect(s.readings()).toBe(2);
    await eventually(() => {
      s.store.clock.set(s.store.clock.now() + 60_000);
      return pubacks.length === 3 || undefined;
    });
    expect(s.vigil.events().filter(e => e === 'ingest-failed')).toHaveLength(2);
    expect(s.readings()).toBe(3);
  });

  test('it does not ask for it again at once, and says so without a word of the error or the payload', async () => {
    const failing = failingOn(1, Number.POSITIVE_INFINITY);
    const s = await setUp({ ingest: failing.ingest });
    failing.behind.resolve(s.store.ingest);
    await s.publish(1);
    await s.publish(2);
    await s.stored(1);
    expect(s.vigil.events().filter(e => e === 'ingest-failed')).toEqual(['ingest-failed']);
    expect(s.vigil.connected()).toBe(true);
    expect(s.vigil.logged.join()).not.toMatch(/Quill|disk full|\b142\b|systolic/);
  });
});

describe('the session', () => {
  test('what is published while Vigil is away waits for it', async () => {
    const s = await setUp();
    await s.vigil.close();
    await s.publish(1);
    expect(s.readings()).toBe(0);
    subscribe(s.store, s.broker.url);
    await s.stored(1);
  });

  test('a connection that breaks off is told once, and mended after a while', async () => {
    const s = await setUp();
    await s.broker.goAway();
    await eventually(() => !s.vigil.connected() || undefined);
    expect(await s.store.metrics.render()).toContain('vigil_broker_connected 0');
    for (let tries = 0; tries < 3; tries += 1) {
      s.store.clock.set(s.store.clock.now() + 60_000);
      await new Promise(setImmediate);
    }
    await s.broker.comeBack();
    await eventually(() => {
      s.store.clock.set(s.store.clock.now() + 60_000);
      return s.vigil.connected() || undefined;
    });
    expect(s.vigil.events()).toEqual([
      'broker-connected',
      'broker-session-new',
      'broker-lost',
      'broker-connected',
    ]);
    expect(await s.store.metrics.render()).toContain('vigil_broker_connected 1');
    expect(s.store.metrics.read('vigil_broker_reconnects_total')).toBe(1);
    await (await s.broker.connect()).publishAsync(topic, reading(1), { qos: 1 });
    await s.stored(1);
  });

  test('a broker that is not there at the start is waited for', async () => {
    const [store, broker] = [await testStore(), await memoryBroker()];
    await broker.goAway();
    const vigil = subscribe(store, broker.url);
    await eventually(() => vigil.events().includes('broker-lost') || undefined);
    await broker.comeBack();
    store.clock.set(store.clock.now() + 60_000);
    await vigil.nowConnected();
  });

  test('a retained reading, sent again at every subscription, is stored once', async () => {
    const s = await setUp();
    await s.device.publishAsync(topic, reading(1), { qos: 1, retain: true });
    await s.stored(1);
    const pubacks = atEachPuback(s.broker, s.readings);
    await s.vigil.close();
    await subscribe(s.store, s.broker.url).nowConnected();
    await eventually(() => pubacks.length > 0 || undefined);
    expect(s.readings()).toBe(1);
  });

  test('closing acknowledges what is in hand, takes no more, and says goodbye', async () => {
    const held = heldIngest();
    const s = await setUp({ ingest: held.ingest });
    const told: string[] = [];
    s.broker.aedes.on('ack', () => told.push('ack'));
    s.broker.aedes.on('clientDisconnect', client => told.push(`${client.id} gone`));
    await s.publish(1);
    await eventually(() => held.asked() === 1 || undefined);
    const closed = s.vigil.close();
    await s.publish(2);
    held.open(s.store.ingest);
    await closed;
    await eventually(() => told.includes('vigil gone') || undefined);
    expect(told).toEqual(['ack', 'vigil gone']);
    expect(s.readings()).toBe(1);
    subscribe(s.store, s.broker.url);
    await s.stored(2);
  });
});

describe('a broker that will never serve is refused, with the variable to correct', () => {
  const refusal = async (options: Parameters<typeof memoryBroker>[0], over?: Partial<OutsideBroker>) => {
    const [store, broker] = [await testStore(), await memoryBroker(options)];
    const vigil = subscribe(store, broker.url, over ? { over } : {});
    const ticking = setInterval(() => store.clock.set(store.clock.now() + 100), 10);
    onTestFinished(() => clearInterval(ticking));
    const error: unknown = await vigil.failed.catch(cause => cause);
    if (!(error instanceof ConfigError)) throw new Error('was not refused');
    return error.message;
  };
  const secret = { username: 'vigil', password: 'hush' };

  test.each([[4], [5]])('user or password refused (%s)', async returnCode => {
    const message = await refusal(
      { authenticate: (_c, _u, _p, done) => done(Object.assign(new Error('no'), { returnCode }), false) },
      secret,
    );
    expect(message).toMatch(/^MQTT_USERNAME /);
    expect(message).not.toContain('hush');
  });

  test('the subscription is not granted', async () => {
    const message = await refusal({ authorizeSubscribe: (_c, _s, callback) => callback(null, null) });
    expect(message).toMatch(/^MQTT_TOPICS holds vigil\/v1\/\+\/\+/);
  });

  test('the subscription is granted with QoS 0 only', async () => {
    const [store, url] = [await testStore(), await grantingQos0()];
    await expect(subscribe(store, url).failed).rejects.toThrow(/QoS 1/);
  });

  test('one that drops messages, tried before the first message is taken', async () => {
    const message = await refusal(
      { authorizeForward: (_c, packet) => (Number(packet.payload.toString()) >= 1_000 ? null : packet) },
      { probe: true },
    );
    expect(message).toMatch(/drops messages: of 1500 .* it kept 1000\n/);
  });

  test('but one that says no later, after it had served, is waited for', async () => {
    let admits = true;
    const s = await setUp({
      authenticate: (_c, _u, _p, done) =>
        admits ? done(null, true) : done(Object.assign(new Error('no'), { returnCode: 5 }), false),
    });
    admits = false;
    const refused = s.broker.next('clientDisconnect');
    s.broker.cut();
    await refused;
    await eventually(() => !s.vigil.connected() || undefined);
    s.store.clock.set(s.store.clock.now() + 60_000);
    admits = true;
    await eventually(() => {
      s.store.clock.set(s.store.clock.now() + 60_000);
      return s.vigil.connected() || undefined;
    });
  });
});
