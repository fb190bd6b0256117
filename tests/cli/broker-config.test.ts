import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brokerConfig } from '../../src/cli/broker-config.ts';
import { UsageError } from '../../src/cli/command.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { writtenMosquitto } from '../support/mosquitto.ts';
import { mosquitto } from '../support/services.ts';
import { tempFolder } from '../support/store.ts';

const { missing } = mosquitto();

const run = async (...args: string[]): Promise<string> => {
  const said: string[] = [];
  await brokerConfig.run(args, {
    config: readConfig({}),
    clock: systemClock,
    print: text => said.push(text),
    tell: () => {},
    signal: new AbortController().signal,
  });
  return said.join('\n');
};

const settings = (folder: string): string[] =>
  readFileSync(join(folder, 'mosquitto.conf'), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));

describe('vigil broker-config mosquitto', () => {
  test('writes a configuration that drops nothing and survives a restart', async () => {
    const out = join(tempFolder(), 'broker');
    await run('mosquitto', '--out', out);
    expect(settings(out)).toEqual([
      'listener 1883 127.0.0.1',
      'max_queued_messages 0',
      'max_queued_bytes 0',
      'persistence true',
      `persistence_location ${out}/data/`,
      'autosave_interval 1',
      'autosave_on_changes false',
      'max_inflight_messages 1000',
      'upgrade_outgoing_qos true',
      'allow_anonymous false',
      `password_file ${out}/passwords`,
      `acl_file ${out}/acl`,
    ]);
  });

  test('listens on the network with TLS only', async () => {
    const out = join(tempFolder(), 'broker');
    const said = await run('mosquitto', '--out', out, '--tls');
    expect(settings(out)).toContain('listener 8883');
    expect(settings(out)).toContain(`keyfile ${out}/server.key`);
    expect(said).toContain('MQTT_URL=mqtts://');
    expect(said).toContain(`MQTT_CA=${out}/ca.crt`);
  });

  test('keeps the password of Vigil for its owner, and says it to nobody', async () => {
    const out = join(tempFolder(), 'broker');
    const said = await run('mosquitto', '--out', out);
    const password = readFileSync(join(out, 'vigil-password'), 'utf8').trim();
    expect(password.length).toBeGreaterThan(20);
    expect(said).not.toContain(password);
    expect(readFileSync(join(out, 'passwords'), 'utf8')).not.toContain(password);
    expect(statSync(join(out, 'vigil-password')).mode & 0o077).toBe(0);
  });

  test('leaves what exists as it is', async () => {
    const out = tempFolder();
    writeFileSync(join(out, 'mosquitto.conf'), 'mine');
    await expect(run('mosquitto', '--out', out)).rejects.toThrow(UsageError);
    expect(readFileSync(join(out, 'mosquitto.conf'), 'utf8')).toBe('mine');
  });

  test.each([[[]], [['emqx']], [['mosquitto', '--listener', 'x']]])('%j is a usage error', async args => {
    await expect(run(...args)).rejects.toThrow(UsageError);
  });
});

describe.skipIf(missing)('Mosquitto with that configuration', () => {
  const secretOf = (env: { readonly MQTT_PASSWORD_FILE: string }) =>
    readFileSync(env.MQTT_PASSWORD_FILE, 'utf8').trim();

  test('starts, admits Vigil by its password, and nobody without one', async () => {
    const { url, env } = await writtenMosquitto();
    const as = { reconnectPeriod: 0 };
    const vigil = await connectAsync(url, { ...as, username: 'vigil', password: secretOf(env) });
    onTestFinished(() => vigil.endAsync(true));
    await expect(connectAsync(url, { ...as, username: 'vigil', password: 'x' })).rejects.toThrow(
      /authorized/,
    );
    await expect(connectAsync(url, as)).rejects.toThrow(/authorized/);
  });

  test('hands on with QoS 1 what a device published with QoS 0', async () => {
    const { url, env } = await writtenMosquitto({ users: { gateway: 'topic write vigil/v1/+/+' } });
    const vigil = await connectAsync(url, { username: 'vigil', password: secretOf(env) });
    const gateway = await connectAsync(url, { username: 'gateway', password: 'test-only' });
    onTestFinished(async () => {
      await Promise.all([vigil.endAsync(true), gateway.endAsync(true)]);
    });
    await vigil.subscribeAsync('vigil/v1/+/+', { qos: 1 });
    const qos = new Promise(resolve => vigil.once('message', (_t, _p, packet) => resolve(packet.qos)));
    await gateway.publishAsync('vigil/v1/cuff-1/blood-pressure', '{}', { qos: 0 });
    expect(await qos).toBe(1);
  });
});
