import { describe, expect, test } from 'vitest';
import { connectPublisher } from '../../src/cli/publisher.ts';
import { systemClock } from '../../src/clock.ts';
import type { Ingest } from '../../src/ingest/ingest.ts';
import { startSubscriber } from '../../src/ingest/subscriber.ts';
import { sharedAmong } from '../../src/ingest/subscriber-leave.ts';
import { silentLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { eventually } from '../faults/process.ts';
import { plainMosquitto } from '../support/mosquitto.ts';
import { mosquitto } from '../support/services.ts';
import { outside } from './outside-broker.ts';

const { missing } = mosquitto();
const group = '$share/vigil/vigil/v1/+/+';

/** A member that keeps what it took, once `until` lets it as a store would. */
const member = (url: string, clientId: string, topics: readonly string[], until = Promise.resolve()) => {
  const taken: string[] = [];
  let given = 0;
  const ingest: Ingest = async ({ payload }) => {
    given += 1;
    await until;
    taken.push(Buffer.from(payload).toString());
    return { is: 'stored', readings: [] } as unknown as Awaited<ReturnType<Ingest>>;
  };
  const deps = { clock: systemClock, log: silentLog, metrics: createMetrics(), ingest };
  const subscriber = startSubscriber({ ...deps, broker: outside(url, { topics }), clientId });
  const connected = () => eventually(() => subscriber.connected() || undefined);
  return { taken, given: () => given, close: subscriber.close, connected };
};

test('only shared subscriptions are left', () => {
  expect(sharedAmong(['vigil/v1/+/+', group, 'share/x'])).toEqual([group]);
});

describe.skipIf(missing)('a process that goes away, at Mosquitto', () => {
  const numbers = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => String(from + i));

  test('leaves its group: what comes then goes to the others, and what it was given it stores', async () => {
    const { url } = await plainMosquitto('max_inflight_messages 5\nmax_queued_messages 0\n');
    let store = () => {};
    const stores = new Promise<void>(resolve => {
      store = resolve;
    });
    const one = member(url, 'one', [group], stores);
    const two = member(url, 'two', [group]);
    await Promise.all([one.connected(), two.connected()]);
    const gateway = await connectPublisher(url);
    const publish = (what: readonly string[]) =>
      Promise.all(what.map(n => gateway.publish('vigil/v1/bp-1/blood-pressure', n)));
    await publish(numbers(0, 200));
    await eventually(() => one.given() > 0 || undefined);
    const closed = one.close();
    store();
    await closed;
    await publish(numbers(200, 400));
    await eventually(() => one.taken.length + two.taken.length >= 400 || undefined, 10_000);
    const all = [...one.taken, ...two.taken].map(Number).sort((a, b) => a - b);
    expect(all).toEqual(numbers(0, 400).map(Number));
    expect(one.taken.length).toBeGreaterThan(50);
    await Promise.all([gateway.close(), two.close()]);
  });

  test('keeps a subscription of its own: what comes meanwhile waits for it', async () => {
    const { url } = await plainMosquitto('max_queued_messages 0\n');
    const before = member(url, 'one', ['vigil/v1/+/+']);
    await before.connected();
    await before.close();
    const gateway = await connectPublisher(url);
    await gateway.publish('vigil/v1/bp-1/blood-pressure', 'meanwhile');
    const again = member(url, 'one', ['vigil/v1/+/+']);
    await eventually(() => again.taken.includes('meanwhile') || undefined);
    await Promise.all([gateway.close(), again.close()]);
  });
});
