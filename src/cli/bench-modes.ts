import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppOptions } from '../app/options.ts';
import { type App, startApp } from '../app.ts';
import type { Clock } from '../clock.ts';
import type { OutsideBroker } from '../config-broker.ts';
import { openStore } from '../db/open.ts';
import { openPostgres } from '../db/open-postgres.ts';
import { createLog, type Log, silentLog } from '../log.ts';
import { type BenchPanel, fillBenchPanel } from './bench-fill.ts';
import { type BenchServer, benchInflux, benchMosquitto, benchPostgres } from './bench-servers.ts';
import { UsageError } from './command.ts';

export const benchModes = ['embedded', 'mosquitto-sqlite', 'mosquitto-postgres-influx'] as const;
export type BenchMode = (typeof benchModes)[number];

/** An outside broker as a bench reaches it. */
export const benchBroker = (url: string): OutsideBroker => ({
  url,
  ...{ username: null, password: null, ca: null, cert: null, key: null },
  clientId: 'bench-vigil',
  topics: ['vigil/v1/+/+'],
  probe: false,
});

/** Addresses of servers that run already; null starts one. */
export type GivenServers = Readonly<Record<'mqtt' | 'database' | 'influx', string | null>>;

export type BenchServers = {
  readonly mqttUrl: string | null;
  readonly database: string | null;
  readonly influxUrl: string | null;
  readonly close: () => Promise<void>;
};

/** The servers that a mode needs. */
export const startServers = async (mode: BenchMode, given: GivenServers): Promise<BenchServers> => {
  const started: BenchServer[] = [];
  const close = async (): Promise<void> => {
    for (const server of started.splice(0).reverse()) await server.close();
  };
  const add = async (starting: Promise<BenchServer>): Promise<string> => {
    const server = await starting;
    started.push(server);
    return server.url;
  };
  try {
    const mqttUrl = mode === 'embedded' ? null : await add(benchMosquitto(given.mqtt));
    const onServers = mode === 'mosquitto-postgres-influx';
    const database = onServers ? await add(benchPostgres(given.database)) : null;
    const influxUrl = onServers ? await add(benchInflux(given.influx)) : null;
    return { mqttUrl, database, influxUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
};

export type BenchSite = {
  readonly app: () => App;
  /** Closes the app, runs something on its folder, and starts the app anew. */
  readonly aside: <T>(run: (dataFolder: string) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

type Progress = (done: number, of: number) => void;

type SiteDeps = {
  readonly servers: Omit<BenchServers, 'close'>;
  readonly clock: Clock;
  /** errors are told, since they spoil what is measured */
  readonly tell: (text: string) => void;
  /** draws a part of the work that takes long */
  readonly progress: (part: string) => Progress;
  readonly over?: Partial<AppOptions>;
};

const fill = async (
  panel: BenchPanel,
  dataFolder: string,
  { servers: { database }, clock, progress }: SiteDeps,
): Promise<void> => {
  const store =
    database === null ? openStore(dataFolder, { durable: false }) : await openPostgres({ url: database });
  try {
    const [someone] = await store.reader.select({ id: store.t.patient.id }).from(store.t.patient).limit(1);
    if (someone) throw new UsageError('DATABASE_URL names a database that holds patients: name an empty one');
    await fillBenchPanel(store, panel, clock.now(), progress('history'));
  } finally {
    await store.close();
  }
};

/** Lets everybody be judged once, so that nobody's first look is measured. */
const judgeEverybody = async ({ evaluator }: App, patients: number, onProgress: Progress): Promise<void> => {
  for (let due = await evaluator.dueNow(); due > 0; due = await evaluator.dueNow()) {
    onProgress(Math.max(0, patients - due), patients);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  await evaluator.idle();
  onProgress(patients, patients);
};

/** What an app over a bench's folder is started with. */
export const benchOptions = (dataFolder: string, clock: Clock, log: Log): AppOptions => ({
  dataFolder,
  database: null,
  host: '127.0.0.1',
  port: null,
  mqttPort: null,
  maxPayloadBytes: 65_536,
  clock,
  log,
  webFolder: null,
});

/** A whole Vigil over a panel that is filled and judged beforehand; `close` throws it away. */
export const startBenchSite = async (panel: BenchPanel, deps: SiteDeps): Promise<BenchSite> => {
  const { servers, clock, tell, progress, over = {} } = deps;
  const { database, mqttUrl, influxUrl } = servers;
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  await fill(panel, dataFolder, deps);
  const log = { ...silentLog, error: createLog(clock.now, tell).error };
  const influx = { username: null, password: null, database: 'vigil_bench', hotDays: null };
  const options: AppOptions = {
    ...benchOptions(dataFolder, clock, log),
    database,
    mqttPort: 0,
    mqtt: mqttUrl === null ? null : benchBroker(mqttUrl),
    influx: influxUrl === null ? null : { ...influx, url: influxUrl },
    ...over,
  };
  let app = await startApp(options);
  await judgeEverybody(app, panel.patients, progress('judged'));
  return {
    app: () => app,
    aside: async run => {
      await app.close();
      try {
        return await run(dataFolder);
      } finally {
        app = await startApp(options);
      }
    },
    close: async () => {
      await app.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
};
