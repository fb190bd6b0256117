import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfluxDB } from 'influx';
import { drive } from './bench-drive.ts';
import type { Load } from './bench-load.ts';
import { UsageError } from './command.ts';
import { freePort } from './free-port.ts';

const database = 'bench_node_red';
const packages = ['node-red', 'node-red-contrib-influxdb'] as const;

/** What a point is made of: one field and the device, at the time the reading was measured. */
const functionText = `const device = msg.topic.split('/')[2];
const { measuredAt, ...values } = msg.payload;
msg.payload = [{ value: values.value ?? values.systolic, time: measuredAt }, { device }];
return msg;`;

/** The usual three nodes: mqtt in → function → influxdb out. */
const flows = (mqttUrl: string, influxUrl: string) => {
  const [mqtt, influx] = [new URL(mqttUrl), new URL(influxUrl)];
  const session = { clientid: 'bench-node-red', cleansession: false, protocolVersion: '4', keepalive: '60' };
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    {
      id: 'broker',
      type: 'mqtt-broker',
      broker: mqtt.hostname,
      port: mqtt.port,
      autoConnect: true,
      ...session,
    },
    {
      ...{ id: 'in', type: 'mqtt in', z: 'tab', topic: 'vigil/v1/+/+', qos: '1', datatype: 'json' },
      ...{ broker: 'broker', inputs: 0, wires: [['point']] },
    },
    { id: 'point', type: 'function', z: 'tab', func: functionText, outputs: 1, wires: [['out']] },
    {
      ...{ id: 'db', type: 'influxdb', hostname: influx.hostname, port: influx.port, protocol: 'http' },
      ...{ database, influxdbVersion: '1.x', usetls: false },
    },
    {
      ...{
        id: 'out',
        type: 'influxdb out',
        z: 'tab',
        influxdb: 'db',
        measurement: 'reading',
        precision: 'ms',
      },
      ...{ retentionPolicy: '', wires: [] },
    },
  ];
};

const versionOf = (folder: string, name: string): string => {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(file)) {
    throw new UsageError(
      `--node-red: ${name} is not in ${folder}: npm install --prefix it there, ${packages.join(' ')}`,
    );
  }
  return String(JSON.parse(readFileSync(file, 'utf8')).version);
};

const upWithinMs = 60_000;

/** Resolves when Node-RED says that it has reached the broker. */
const connected = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Node-RED did not reach the broker')), upWithinMs);
    child.stdout?.on('data', chunk => {
      if (!String(chunk).includes('Connected to broker')) return;
      clearTimeout(late);
      resolve();
    });
    child.once('exit', code => reject(new Error(`Node-RED ended with ${code}`)));
  });

const quietMs = 10_000;

/** Waits until as many points are stored, or nothing has moved for so long that some are lost; how many, and when the last came. */
const allStored = async (influx: InfluxDB, wanted: number) => {
  let [stored, movedAt] = [0, performance.now()];
  while (stored < wanted && performance.now() - movedAt < quietMs) {
    await new Promise(resolve => setTimeout(resolve, 200));
    const [row] = await influx.query<{ n: number }>('SELECT count(value) AS n FROM reading');
    if ((row?.n ?? 0) !== stored) [stored, movedAt] = [row?.n ?? 0, performance.now()];
  }
  return { stored, at: movedAt };
};

/** Node-RED's version in a folder. @throws UsageError where it or the nodes for InfluxDB are not installed there */
export const nodeRedIn = (folder: string): string => {
  const [version] = packages.map(name => versionOf(folder, name));
  return version as string;
};

export type NodeRedPlan = {
  /** where the packages are installed */
  readonly folder: string;
  readonly mqttUrl: string;
  readonly influxUrl: string;
  readonly load: Omit<Load, 'url'>;
};

/** What Node-RED stores a second in InfluxDB of the same messages over the same broker: no rules, and no check of anything. */
export const nodeRedRate = async ({ folder, mqttUrl, influxUrl, load }: NodeRedPlan) => {
  const version = nodeRedIn(folder);
  const influx = new InfluxDB(`${influxUrl}/${database}`);
  await influx.createDatabase(database);
  const userFolder = mkdtempSync(join(tmpdir(), 'vigil-bench-node-red-'));
  writeFileSync(join(userFolder, 'flows.json'), JSON.stringify(flows(mqttUrl, influxUrl)));
  const nodes = join(folder, 'node_modules');
  const settings = `module.exports = { flowFile: 'flows.json', uiPort: ${await freePort()}, uiHost: '127.0.0.1', nodesDir: [${JSON.stringify(nodes)}] };`;
  writeFileSync(join(userFolder, 'settings.js'), settings);
  const script = join(nodes, 'node-red', 'red.js');
  const child = spawn(process.execPath, [script, '-u', userFolder, '-s', join(userFolder, 'settings.js')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await connected(child);
    const { published, startedAt } = await drive({ ...load, url: mqttUrl });
    const { stored, at } = await allStored(influx, published);
    const perS = Math.round((stored * 1000) / (at - startedAt));
    return { name: 'node-red', version, perS, published, stored, lost: published - stored };
  } finally {
    const gone = new Promise(resolve => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGKILL')) await gone;
    rmSync(userFolder, { recursive: true, force: true });
  }
};
