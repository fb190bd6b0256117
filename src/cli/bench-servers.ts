import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { UsageError } from './command.ts';
import { freePort } from './free-port.ts';
import { influxConf } from './influx-conf.ts';
import { postgresAccount, postgresBins } from './postgres-programs.ts';

/** A server that was given or started; `close` stops and deletes what was started. */
export type BenchServer = { readonly url: string; readonly close: () => Promise<void> };

const asRoot = process.getuid?.() === 0;

const folders = (): string[] => [...(process.env.PATH ?? '').split(':'), '/usr/sbin'];

const found = (program: string, variable: string, first: readonly string[] = []): string => {
  const folder = [...first, ...folders()].find(f => existsSync(join(f, program)));
  if (folder !== undefined) return join(folder, program);
  throw new UsageError(
    `${program} is not on this machine: install it, or say in ${variable} where one answers`,
  );
};

const connects = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const isUp = async (child: ChildProcess, what: string, ask: () => Promise<boolean>): Promise<void> => {
  for (let left = 200; left > 0; left -= 1) {
    if (await ask().catch(() => false)) return;
    if (child.exitCode !== null) break;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`${what} was started and does not answer`);
};

const closer = (child: ChildProcess, folder: string, signal: NodeJS.Signals) => async (): Promise<void> => {
  if (child.exitCode === null) {
    const exit = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    await exit;
  }
  rmSync(folder, { recursive: true, force: true });
};

const given = (url: string | null): BenchServer | null =>
  url === null ? null : { url, close: async () => {} };

/** Mosquitto with what `vigil broker-config` says of queues and persistence, open to this machine. */
export const benchMosquitto = async (url: string | null): Promise<BenchServer> => {
  const there = given(url);
  if (there) return there;
  const program = found('mosquitto', 'MQTT_URL');
  const [folder, port] = [mkdtempSync(join(tmpdir(), 'vigil-bench-mqtt-')), await freePort()];
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    ...(asRoot ? ['user root'] : []),
    'max_queued_messages 0',
    'max_queued_bytes 0',
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 1',
    'max_inflight_messages 1000',
  ];
  writeFileSync(file, lines.join('\n'));
  const child = spawn(program, ['-c', file], { stdio: 'ignore' });
  await isUp(child, 'Mosquitto', () => connects(port));
  return { url: `mqtt://127.0.0.1:${port}`, close: closer(child, folder, 'SIGTERM') };
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
  return true;
};

/** PostgreSQL with its own settings, so with a commit that waits for the disk. */
export const benchPostgres = async (url: string | null): Promise<BenchServer> => {
  const there = given(url);
  if (there) return there;
  const initdb = found('initdb', 'DATABASE_URL', postgresBins());
  const program = found('postgres', 'DATABASE_URL', postgresBins());
  const [folder, port, who] = [
    mkdtempSync(join(tmpdir(), 'vigil-bench-pg-')),
    await freePort(),
    postgresAccount(),
  ];
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8'];
  execFileSync(initdb, init, { ...who, cwd: folder, stdio: 'ignore' });
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const args = ['-D', data, ...settings.flatMap(setting => ['-c', setting])];
  const child = spawn(program, args, { ...who, cwd: folder, stdio: 'ignore' });
  const address = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await isUp(child, 'PostgreSQL', () => answers(address));
  return { url: address, close: closer(child, folder, 'SIGINT') };
};

export const benchInflux = async (url: string | null): Promise<BenchServer> => {
  const there = given(url);
  if (there) return there;
  const program = found('influxd', 'INFLUX_URL');
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-influx-'));
  const [http, backup] = [await freePort(), await freePort()];
  const file = join(folder, 'influxdb.conf');
  writeFileSync(file, influxConf({ folder, http, backup }));
  const child = spawn(program, ['run', '-config', file], { stdio: 'ignore' });
  const address = `http://127.0.0.1:${http}`;
  await isUp(child, 'InfluxDB', async () => (await fetch(`${address}/ping`)).ok);
  return { url: address, close: closer(child, folder, 'SIGTERM') };
};
