import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Write } from '../../src/db/writer.ts';
import { startBroker } from '../../src/ingest/broker.ts';
import { createLog } from '../../src/log.ts';
import { bloodPressure, iso, now, type StoreOptions, secondConnection, testStore } from '../support/store.ts';

const topic = 'vigil/v1/bp-1/blood-pressure';
const reading = (over = {}) => JSON.stringify(bloodPressure(iso(now), over));

const setUp = async (options: StoreOptions = {}) => {
  const store = await testStore(options);
  const logged: string[] = [];
  const log = createLog(store.clock.now, line => logged.push(line));
  const { clock, ingest } = store;
  const broker = await startBroker({ host: '127.0.0.1', port: 0, clock, ingest, log });
  onTestFinished(broker.close);
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const connect = async (over: IClientOptions = {}): Promise<MqttClient> => {
    const client = await connectAsync(url, { reconnectPeriod: 1, ...over });
    // the broker hangs up when it cannot store; the client then connects and sends again
    client.on('error', () => {});
    onTestFinished(() => client.endAsync(true));
    return client;
  };
  const other = secondConnection(store.folder);
  const readings = () => other.prepare('SELECT count(*) FROM reading').pluck().get() as number;
  return { ...store, broker, connect, readings, logged };
};

/** What the client had received, one entry a packet of that kind: what `look` saw at that moment. */
const watch = <T>(client: MqttClient, kind: string, look: () => T): T[] => {
  const seen: T[] = [];
  client.on('packetreceive', packet => {
    if (packet.cmd === kind) seen.push(look());
  });
  return seen;
};

const gate = () => {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
};

const failing =
  (times: number, started = () => {}): NonNullable<StoreOptions['wrapWrite']> =>
  (write: Write): Write => {
    let left = times;
    return work => {
      started();
      if (left === 0) return write(work);
      left -= 1;
      return Promise.reject(new Error('disk full: Quill'));
    };
  };

describe('PUBACK means durable', () => {
  test('when the acknowledgement arrives, the reading is readable from another connection', async () => {
    const s = await setUp();
    const client = await s.connect();
    const rowsAtPuback = watch(client, 'puback', s.readings);
    await client.publishAsync(topic, reading(), { qos: 1 });
    expect(rowsAtPuback).toEqual([1]);
  });

  test('while the commit is held up there is none, though the broker answers others', async () => {
    const [begun, commit] = [gate(), gate()];
    const s = await setUp({
      wrapWrite: write => async work => {
        begun.open();
        await commit.opened;
        return write(work);
      },
    });
    const client = await s.connect();
    const pubacks = watch(client, 'puback', s.readings);
    const published = client.publishAsync(topic, reading(), { qos: 1 });
    await begun.opened;
    await s.connect();
    expect([pubacks, s.readings()]).toEqual([[], 0]);
    commit.open();
    await published;
    expect(pubacks).toEqual([1]);
  });

  test('many at once are each acknowledged after they are stored, each stored once', async () => {
    const s = await setUp();
    const client = await s.connect();
    const rowsAtPuback = watch(client, 'puback', s.readings);
    const published = Array.from({ length: 300 }, (_, seq) =>
      client.publishAsync(topic, reading({ seq }), { qos: 1 }),
    );
    await Promise.all(published);
    expect(rowsAtPuback.every((rows, i) => rows > i)).toBe(true);
    expect(s.readings()).toBe(300);
  });

  test('a rejected message is acknowledged too: it is recorded, and sending it again would not help', async () => {
    const s = await setUp();
    const client = await s.connect();
    await client.publishAsync(topic, 'x', { qos: 1 });
    expect(s.rows('rejected_message')).toMatchObject([{ reason: 'not-json', source: 'mqtt', times: 1 }]);
  });
});

describe('when the store fails', () => {
  test('no PUBACK is sent; the client’s redelivery is stored once', async () => {
    const s = await setUp({ wrapWrite: failing(2) });
    const client = await s.connect();
    const pubacks = watch(client, 'puback', s.readings);
    let hungUp = 0;
    client.on('close', () => {
      hungUp += 1;
    });
    await client.publishAsync(topic, reading(), { qos: 1 });
    expect(hungUp).toBe(2);
    expect(pubacks).toEqual([1]);
    expect(s.readings()).toBe(1);
  });

  test('after the commit, no PUBACK is sent, and the redelivery makes no second reading', async () => {
    let first = true;
    const s = await setUp({
      wrapWrite: write => async work => {
        const result = await write(work);
        if (!first) return result;
        first = false;
        throw new Error('killed');
      },
    });
    const client = await s.connect();
    const pubacks = watch(client, 'puback', s.readings);
    await client.publishAsync(topic, reading(), { qos: 1 });
    expect(pubacks).toEqual([1]);
    expect(s.readings()).toBe(1);
  });

  test('with something that is no Error, it is the same', async () => {
    let first = true;
    const s = await setUp({
      wrapWrite: write => work => {
        if (!first) return write(work);
        first = false;
        return Promise.reject('disk full');
      },
    });
    const client = await s.connect();
    const pubacks = watch(client, 'puback', s.readings);
    await client.publishAsync(topic, reading(), { qos: 1 });
    expect(pubacks).toEqual([1]);
  });

  test('other clients are served', async () => {
    const s = await setUp({ wrapWrite: failing(1) });
    const [unlucky, other] = [await s.connect(), await s.connect()];
    const hungUp = new Promise<void>(resolve => unlucky.once('close', () => resolve()));
    const published = unlucky.publishAsync(topic, reading({ seq: 1 }), { qos: 1 });
    await hungUp;
    await other.publishAsync(topic, reading({ seq: 2 }), { qos: 1 });
    await published;
    expect(s.readings()).toBe(2);
  });

  test('the log tells so without a word of the error or the payload', async () => {
    const s = await setUp({ wrapWrite: failing(1) });
    const client = await s.connect();
    await client.publishAsync(topic, reading(), { qos: 1 });
    expect(s.logged.some(line => line.includes('"event":"ingest-failed"'))).toBe(true);
    expect(s.logged.join()).not.toMatch(/Quill|disk full|\b142\b|systolic/);
  });
});

describe('QoS', () => {
  test('2 is stored once and completed', async () => {
    const s = await setUp();
    const client = await s.connect();
    const rowsAtPubrec = watch(client, 'pubrec', s.readings);
    await client.publishAsync(topic, reading(), { qos: 2 });
    expect(rowsAtPubrec).toEqual([1]);
    expect(s.readings()).toBe(1);
  });

  test('2 survives a failing store', async () => {
    const s = await setUp({ wrapWrite: failing(1) });
    const client = await s.connect({ clean: false, clientId: 'cuff' });
    await client.publishAsync(topic, reading(), { qos: 2 });
    expect(s.readings()).toBe(1);
  });

  test('0 is stored', async () => {
    const s = await setUp();
    const client = await s.connect();
    await client.publishAsync(topic, reading({ seq: 1 }), { qos: 0 });
    await client.publishAsync(topic, reading({ seq: 2 }), { qos: 1 });
    expect(s.readings()).toBe(2);
  });

  test('a device of MQTT 5 is told that the broker speaks 3.1.1, not left hanging', async () => {
    const s = await setUp();
    const refused = s.connect({ protocolVersion: 5, reconnectPeriod: 0 });
    await expect(refused).rejects.toThrow('Unacceptable protocol version');
  });
});

describe('readings go to the store and nowhere else', () => {
  test.each([['#'], ['vigil/v1/+/+'], [topic], ['$SYS/#']])(
    'a subscription to %s is refused',
    async filter => {
      const s = await setUp();
      const client = await s.connect();
      const granted = await client
        .subscribeAsync(filter, { qos: 1 })
        .catch((error: { message: string }) => error.message);
      expect(typeof granted === 'string' || granted.every(g => g.qos >= 128)).toBe(true);
    },
  );

  test('a subscriber receives nothing of what is published, not even a retained message', async () => {
    const s = await setUp();
    const [device, nosy] = [await s.connect(), await s.connect()];
    const messages = watch(nosy, 'publish', () => 'message');
    const subscribe = () => nosy.subscribeAsync('#', { qos: 1 }).catch(() => undefined);
    await subscribe();
    await device.publishAsync(topic, reading({ seq: 1 }), { qos: 1, retain: true });
    await subscribe();
    await device.publishAsync(topic, reading({ seq: 2 }), { qos: 1 });
    // its own round trip: whatever was on the way to it has arrived before
    await nosy.publishAsync(topic, reading({ seq: 3 }), { qos: 1 });
    expect(messages).toEqual([]);
    expect(s.readings()).toBe(3);
  });

  test('a retained reading, sent again on every connection of its gateway, is stored once', async () => {
    const s = await setUp();
    for (const clientId of ['a', 'b', 'c']) {
      const client = await s.connect({ clientId });
      await client.publishAsync(topic, reading(), { qos: 1, retain: true });
    }
    expect(s.readings()).toBe(1);
  });
});

test('a payload of 5 MB is recorded with its raw bytes, and the service stays up', async () => {
  const s = await setUp();
  const client = await s.connect();
  const payload = Buffer.alloc(5 * 1024 * 1024, 'a');
  await client.publishAsync(topic, payload, { qos: 1 });
  const [row] = s.rows('rejected_message');
  expect(row).toMatchObject({ reason: 'too-big', size_bytes: payload.byteLength, truncated: 0 });
  expect(payload.equals(row?.raw as Buffer)).toBe(true);
  await client.publishAsync(topic, reading(), { qos: 1 });
  expect(s.readings()).toBe(1);
});

test('the last will of a device that breaks off is taken like any message', async () => {
  const stored = gate();
  const s = await setUp({
    wrapWrite: write => async work => {
      const result = await write(work);
      stored.open();
      return result;
    },
  });
  const will = {
    topic: 'vigil/v1/bp-1/status',
    payload: Buffer.from('{"online":false}'),
    qos: 1 as const,
    retain: false,
  };
  const client = await s.connect({ will, reconnectPeriod: 0 });
  client.stream.destroy();
  await stored.opened;
  expect(s.all('SELECT status FROM device WHERE id = ?', 'bp-1')).toEqual([{ status: '{"online":false}' }]);
});

test('the receive time is our clock’s, not the device’s', async () => {
  const s = await setUp();
  s.clock.set(now + 90_000);
  const client = await s.connect();
  await client.publishAsync(topic, reading(), { qos: 1 });
  expect(s.rows('reading')).toMatchObject([{ measured_at: now, received_at: now + 90_000 }]);
});

test('bytes that are no MQTT close that connection only', async () => {
  const s = await setUp();
  const [vandal, device] = [await s.connect({ reconnectPeriod: 0 }), await s.connect()];
  const closed = new Promise<void>(resolve => vandal.once('close', () => resolve()));
  vandal.stream.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
  await closed;
  await device.publishAsync(topic, reading(), { qos: 1 });
  expect(s.readings()).toBe(1);
});

test('a port that is taken is an error at start, not a broker that nobody reaches', async () => {
  const s = await setUp();
  const { clock, ingest } = s;
  const log = createLog(clock.now, () => {});
  const second = startBroker({ host: '127.0.0.1', port: s.broker.port, clock, ingest, log });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
