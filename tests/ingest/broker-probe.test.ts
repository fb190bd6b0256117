import { connect } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import type { OutsideBroker } from '../../src/config-broker.ts';
import { probeBroker } from '../../src/ingest/broker-probe.ts';
import { plainMosquitto, writtenMosquitto } from '../support/mosquitto.ts';
import { mosquitto } from '../support/services.ts';
import { memoryBroker, outside } from './outside-broker.ts';

const { missing } = mosquitto();

const probe = (broker: OutsideBroker, signal = new AbortController().signal) =>
  probeBroker({ broker, clientId: 'vigil', clock: systemClock, signal });

const refusal = async (broker: OutsideBroker): Promise<string> => {
  const error: unknown = await probe(broker).catch(cause => cause);
  if (!(error instanceof ConfigError)) throw new Error(`was not refused: ${String(error)}`);
  return error.message;
};

const hasSession = (url: string, clientId: string, as: object = {}): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const client = connect(url, { clientId, clean: false, ...as });
    onTestFinished(() => client.endAsync(true));
    client.once('error', reject);
    client.once('connect', ({ sessionPresent }) => resolve(sessionPresent));
  });

describe('a broker in memory', () => {
  test('that keeps everything is taken, and keeps nothing of the trial', async () => {
    const broker = await memoryBroker();
    expect(await probe(outside(broker.url))).toBe('kept');
    expect(await hasSession(broker.url, 'vigil-away')).toBe(false);
  });

  test('that lets nothing through on the topic cannot be judged: no subscription', async () => {
    const broker = await memoryBroker({ authorizeSubscribe: (_c, _s, callback) => callback(null, null) });
    expect(await probe(outside(broker.url))).toBe('not-permitted');
  });

  test('that lets nothing through on the topic cannot be judged: no delivery', async () => {
    const broker = await memoryBroker({ authorizeForward: () => null });
    expect(await probe(outside(broker.url))).toBe('not-permitted');
  });

  test('that forgets clients that go away is refused', async () => {
    const broker = await memoryBroker({
      preConnect: (_client, packet, callback) => {
        packet.clean = true;
        callback(null, true);
      },
    });
    expect(await refusal(outside(broker.url))).toMatch(/keeps no session/);
  });

  test('that goes away meanwhile leaves nobody waiting, and is not refused', async () => {
    const broker = await memoryBroker({
      authorizePublish: (_client, { payload }, callback) => {
        if (payload.toString() === '700') broker.cut();
        callback(null);
      },
    });
    await expect(probe(outside(broker.url))).rejects.not.toBeInstanceOf(ConfigError);
  });

  test('is let go of at once when Vigil stops', async () => {
    const stop = new AbortController();
    const broker = await memoryBroker({
      authorizePublish: () => stop.abort(),
    });
    await expect(probe(outside(broker.url), stop.signal)).rejects.not.toBeInstanceOf(ConfigError);
  });
});

describe.skipIf(missing)('Mosquitto', () => {
  test('with its defaults is refused, with the cause and the remedy', async () => {
    const broker = await plainMosquitto();
    const [cause, remedy] = (await refusal(outside(broker.url))).split('\n');
    expect(cause).toMatch(/^MQTT_URL names a broker that drops messages: of 1500 .* it kept 10\d\d$/);
    expect(remedy).toContain('vigil broker-config mosquitto');
    expect(remedy).toContain('VIGIL_BROKER_PROBE=off');
  });

  test('that sends everything at once is taken', async () => {
    const broker = await plainMosquitto('max_queued_messages 0\nmax_inflight_messages 0\n');
    expect(await probe(outside(broker.url))).toBe('kept');
  });

  test('with the configuration that Vigil writes is taken, and keeps nothing of the trial', async () => {
    const broker = await writtenMosquitto();
    const { mqtt } = readConfig(broker.env);
    if (!mqtt) throw new Error('no outside broker');
    expect(await probe(mqtt)).toBe('kept');
    const { username, password } = mqtt;
    expect(await hasSession(broker.url, 'vigil-away', { username, password })).toBe(false);
  });
});
