import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { brokerConfig } from '../../src/cli/broker-config.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { freePort } from '../faults/process.ts';
import { realServer } from './real-server.ts';
import { mosquitto } from './services.ts';
import { tempFolder } from './store.ts';

export type Mosquitto = {
  readonly url: string;
  readonly start: () => Promise<void>;
  /** SIGTERM, as a service manager does: it writes its messages to disk and ends */
  readonly stop: () => Promise<void>;
};

// as root it would give up the right to read the test's folder
const asRoot = process.getuid?.() === 0 ? 'user root\n' : '';

const answers = (port: number): Promise<true> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });

const runMosquitto = async (file: string, port: number, scheme = 'mqtt'): Promise<Mosquitto> => {
  const { start, stop } = realServer('Mosquitto', [mosquitto().path, '-c', file], () => answers(port));
  onTestFinished(() => stop('SIGKILL'));
  await start();
  return { url: `${scheme}://127.0.0.1:${port}`, start, stop };
};

/** A real Mosquitto on a free port of this machine, open to all, with the lines given and otherwise its defaults. */
export const plainMosquitto = async (lines = ''): Promise<Mosquitto> => {
  const [folder, port] = [tempFolder(), await freePort()];
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\n${asRoot}${lines}`);
  return runMosquitto(file, port);
};

type WrittenOptions = {
  /** further users and the ACL lines of each */
  readonly users?: Readonly<Record<string, string>>;
  /** puts the certificates into the folder, for TLS */
  readonly certify?: (folder: string) => void;
};

export const userPassword = 'test-only';

/** A real Mosquitto with the configuration that `vigil broker-config mosquitto` writes. */
export const writtenMosquitto = async ({ users = {}, certify }: WrittenOptions = {}) => {
  const [folder, port] = [join(tempFolder(), 'broker'), await freePort()];
  const args = ['mosquitto', '--out', folder, '--listener', String(port), ...(certify ? ['--tls'] : [])];
  const said: string[] = [];
  await brokerConfig.run(args, {
    config: readConfig({}),
    clock: systemClock,
    print: text => said.push(text),
    tell: () => {},
    signal: new AbortController().signal,
  });
  certify?.(folder);
  const file = join(folder, 'mosquitto.conf');
  appendFileSync(file, asRoot);
  for (const [user, acl] of Object.entries(users)) {
    execFileSync('mosquitto_passwd', ['-b', join(folder, 'passwords'), user, userPassword]);
    appendFileSync(join(folder, 'acl'), `\nuser ${user}\n${acl}\n`);
  }
  const broker = await runMosquitto(file, port, certify ? 'mqtts' : 'mqtt');
  const env = {
    MQTT_URL: broker.url,
    MQTT_USERNAME: 'vigil',
    MQTT_PASSWORD_FILE: join(folder, 'vigil-password'),
    ...(certify ? { MQTT_CA: join(folder, 'ca.crt') } : {}),
  };
  const text = readFileSync(file, 'utf8');
  return { ...broker, folder, port, env, said: said.join('\n'), text };
};
