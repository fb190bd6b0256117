import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually, freePort } from '../faults/process.ts';
import { mosquitto, onPath, service } from '../support/services.ts';
import { tempFolder } from '../support/store.ts';
import { textOf } from './compose.ts';
import { madeSecrets, openssl, run, slow } from './secrets.ts';

const subscriber = service('mosquitto_sub', onPath(['mosquitto_sub']));

const listens = (port: number): Promise<true> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });

describe.skipIf(openssl().missing || mosquitto().missing)('Mosquitto as it is deployed', slow, () => {
  /** start.sh and its files, with the folders of the container in a temporary one. */
  const start = async (secrets: string): Promise<string> => {
    const [base, port] = [tempFolder(), await freePort()];
    const [config, memory] = ['config', 'memory'].map(name => join(base, name)) as [string, string];
    for (const folder of [config, memory]) mkdirSync(folder);
    const listener = `listener ${port} 127.0.0.1${process.getuid?.() === 0 ? '\nuser root' : ''}`;
    const here = (text: string) =>
      text
        .replaceAll('/run/secrets', secrets)
        .replaceAll('/run/mosquitto', memory)
        .replaceAll('/mosquitto/config', config)
        .replaceAll('/mosquitto/data', base)
        .replace('listener 8883', listener)
        .replace('exec mosquitto', `exec ${mosquitto().path}`);
    for (const name of ['mosquitto.conf', 'start.sh', 'acl']) {
      writeFileSync(join(config, name), here(textOf(`deploy/mosquitto/${name}`)));
    }
    const child = spawn('sh', [join(config, 'start.sh')], { stdio: 'ignore' });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    await eventually(() => listens(port));
    return `mqtts://localhost:${port}`;
  };

  test('admits Vigil and a device that was added, each to its own topics', async () => {
    const secrets = madeSecrets();
    expect(run('add-device.sh', secrets, 'cuff-17').status).toBe(0);
    expect(run('add-device.sh', secrets, 'cuff-17').status).toBe(1);
    expect(run('add-device.sh', secrets, 'cuff/17').status).toBe(2);
    const url = await start(secrets);
    const options = { ca: readFileSync(join(secrets, 'ca')), reconnectPeriod: 0 };
    const as = (username: string, file: string) =>
      connectAsync(url, { ...options, username, password: readFileSync(join(secrets, file), 'utf8') });
    const vigil = await as('vigil', 'mosquitto-vigil-password');
    // Mosquitto cuts off who publishes what she may not
    const [device, intruder] = [
      await as('cuff-17', 'devices/cuff-17'),
      await as('cuff-17', 'devices/cuff-17'),
    ];
    onTestFinished(async () => {
      await Promise.all([vigil, device, intruder].map(client => client.endAsync(true)));
    });
    await expect(connectAsync(url, { ...options, username: 'vigil', password: 'x' })).rejects.toThrow(
      /authorized/,
    );
    await vigil.subscribeAsync('$share/vigil/vigil/v1/+/+', { qos: 1 });
    const received: string[] = [];
    vigil.on('message', topic => received.push(topic));
    await intruder.publishAsync('vigil/v1/other/weight', '{}', { qos: 1 });
    await device.publishAsync('vigil/v1/cuff-17/weight', '{}', { qos: 1 });
    await eventually(() => received[0]);
    expect(received).toEqual(['vigil/v1/cuff-17/weight']);
  });

  test.skipIf(subscriber.missing)(
    'answers the health check of docker-compose.yml: 5, not authorised',
    async () => {
      const secrets = madeSecrets();
      const url = await start(secrets);
      const { port } = new URL(url);
      const probe = (): number | null =>
        spawnSync(subscriber.path, [
          ...[
            '-h',
            'localhost',
            '-p',
            port,
            '--cafile',
            join(secrets, 'ca'),
            '-t',
            'health',
            '-C',
            '1',
            '-W',
            '3',
          ],
        ]).status;
      expect(probe()).toBe(5);
    },
  );
});
