import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { benchMessages, benchRoster, benchSpanMs } from '../../src/cli/bench-messages.ts';
import { connectPublisher, pipeline } from '../../src/cli/publisher.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { eventually } from '../faults/process.ts';
import { enrol, testApp } from '../support/app.ts';
import { plainMosquitto, userPassword, writtenMosquitto } from '../support/mosquitto.ts';
import { mosquitto } from '../support/services.ts';
import { bloodPressure, iso, now, smallRoster } from '../support/store.ts';

const { missing } = mosquitto();

type Env = Parameters<typeof readConfig>[0];

const vigilBehind = async (env: Env) => {
  const { app } = await testApp(now, { mqtt: readConfig(env).mqtt, clock: systemClock });
  await enrol(app, now, smallRoster);
  const connected = async () =>
    (await app.metrics.render()).includes('vigil_broker_connected 1') || undefined;
  const count = app.store.readerSqlite.prepare('SELECT count(*) FROM reading').pluck();
  const stored = () => count.get() as number;
  return { app, connected, stored };
};

const reading = (seq: number, systolic = 142) => JSON.stringify(bloodPressure(iso(now), { seq, systolic }));
const topic = 'vigil/v1/bp-1/blood-pressure';
const as = (user: string, url: string) => url.replace('//', `//${user}:${userPassword}@`);

describe.skipIf(missing)('Vigil behind Mosquitto', () => {
  test('a restart of the broker in the middle loses nothing that it acknowledged', async () => {
    const broker = await writtenMosquitto({ users: { gateway: 'topic write vigil/v1/+/+' } });
    const { app, connected, stored } = await vigilBehind(broker.env);
    await enrol(app, now, benchRoster(200));
    await eventually(connected);
    const gateway = await connectPublisher(as('gateway', broker.url), { connections: 4 });
    const plan = { patients: 200, first: 0, readings: 10_000, startAt: now - benchSpanMs };
    const published = pipeline(benchMessages(plan), 1_000, ({ topic: to, payload }) =>
      gateway.publish(to, payload),
    );
    await eventually(() => stored() > 2_000 || undefined);
    await broker.stop();
    await broker.start();
    await published;
    await gateway.close();
    await eventually(() => stored() === 10_000 || undefined, 120_000);
    expect(app.metrics.read('vigil_broker_reconnects_total')).toBeGreaterThan(0);
  }, 180_000);

  test('a broker that lost the session is subscribed to again', async () => {
    const broker = await plainMosquitto();
    const { connected, stored } = await vigilBehind({ MQTT_URL: broker.url, VIGIL_BROKER_PROBE: 'off' });
    await eventually(connected);
    await broker.stop();
    await eventually(async () => (await connected()) === undefined || undefined);
    await broker.start();
    await eventually(connected);
    const device = await connectPublisher(broker.url);
    await device.publish(topic, reading(1));
    await device.close();
    await eventually(() => stored() === 1 || undefined);
  });

  test('a device publishes its own readings only, and reads nothing', async () => {
    const broker = await writtenMosquitto({ users: { 'bp-1': '', 'scale-1': '' } });
    const { connected, stored, app } = await vigilBehind(broker.env);
    await eventually(connected);
    const [own, other] = [
      await connectPublisher(as('bp-1', broker.url)),
      await connectPublisher(as('scale-1', broker.url)),
    ];
    await other.publish(topic, reading(1, 111));
    await own.publish(topic, reading(2, 122));
    await eventually(() => stored() === 1 || undefined);
    expect(app.store.readerSqlite.prepare('SELECT systolic_mm_hg FROM reading').pluck().all()).toEqual([122]);
    await Promise.all([own.close(), other.close()]);
  });
});

/** An authority of its own and a certificate for this machine, as a site would make them. */
const certify = (folder: string): void => {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '30', '-subj', '/CN=Site');
  openssl(
    'req',
    ...key,
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-copy_extensions',
    'copy',
    '-out',
    'server.crt',
  );
};

describe.skipIf(missing)('with TLS', () => {
  test('a reading comes through when the authority is named, and the broker is refused when it is not', async () => {
    const broker = await writtenMosquitto({ certify });
    const { connected } = await vigilBehind(broker.env);
    await eventually(connected);
    const { MQTT_CA: _, ...strangers } = broker.env;
    const { app } = await vigilBehind(strangers);
    await expect(app.failed).rejects.toThrow(/^MQTT_URL .* TLS fails .* MQTT_CA/);
  });
});
