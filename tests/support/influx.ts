import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfluxDB } from 'influx';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { influxConf } from '../../src/cli/influx-conf.ts';
import type { InfluxOptions } from '../../src/config-influx.ts';
import { kinds, type Reading } from '../../src/domain/reading.ts';
import { silentLog } from '../../src/log.ts';
import { startForwarder } from '../../src/readings/history/forwarder.ts';
import { everything, inHistoryOrder } from '../../src/readings/history/history.ts';
import { type Influx, openInflux } from '../../src/readings/history/influx.ts';
import { readPoints } from '../../src/readings/history/influx-readings.ts';
import { storedHistory } from '../../src/readings/history/stored-readings.ts';
import { keepQueue } from '../../src/readings/history/triggers.ts';
import { freePort } from '../faults/process.ts';
import { eitherStore } from './either-store.ts';
import { realServer } from './real-server.ts';
import { influxd } from './services.ts';

export type InfluxServer = {
  readonly url: string;
  readonly start: () => Promise<void>;
  /** SIGTERM, as a service manager does */
  readonly stop: () => Promise<void>;
  /** asks as whoever administers it */
  readonly ask: (statement: string) => Promise<unknown>;
};

export const admin = { username: 'admin', password: `it's "quoted" \\` };

const answers = async (url: string): Promise<true | undefined> =>
  (await fetch(`${url}/ping`)).ok ? true : undefined;

type Cleanup = () => Promise<void> | void;
type ServerOptions = { readonly auth?: boolean; readonly finally?: (cleanup: Cleanup) => void };

/** A real InfluxDB on a free port of this machine; stopped and deleted when the test has finished. */
export const influxServer = async ({
  auth = false,
  finally: last = onTestFinished,
}: ServerOptions = {}): Promise<InfluxServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-influx-'));
  const [http, backup] = [await freePort(), await freePort()];
  const file = join(folder, 'influxdb.conf');
  writeFileSync(file, influxConf({ folder, http, backup }, auth));
  const url = `http://127.0.0.1:${http}`;
  const { start, stop } = realServer('InfluxDB', [influxd().path, 'run', '-config', file], () =>
    answers(url),
  );
  last(async () => {
    await stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  const client = new InfluxDB({
    host: '127.0.0.1',
    port: http,
    database: '_internal',
    ...(auth ? admin : {}),
  });
  return { url, start, stop, ask: statement => client.queryRaw(statement, { method: 'POST' }) };
};

let databases = 0;

/** A database of its own on a server; nobody else uses the name. */
export const ownDatabase = ({ url }: InfluxServer, over: Partial<InfluxOptions> = {}): InfluxOptions => ({
  ...{ url, username: null, password: null, hotDays: null },
  database: `vigil_${++databases}`,
  ...over,
});

/** One server for the tests of a file; each uses a database of its own. */
export const sharedInflux = (): (() => InfluxServer) => {
  const cleanups: Cleanup[] = [];
  let server: InfluxServer | undefined;
  beforeAll(async () => {
    if (!influxd().missing) server = await influxServer({ finally: cleanup => cleanups.push(cleanup) });
  });
  afterAll(async () => {
    for (const cleanup of cleanups) await cleanup();
  });
  return () => {
    if (!server) throw new Error('InfluxDB was not started');
    return server;
  };
};

/** A store, of the kind that the project runs on or in the database named, whose readings are queued for a database of their own, and what forwards them. */
export const openHistory = async (
  server: InfluxServer,
  over: Partial<InfluxOptions> = {},
  database?: string,
) => {
  const opened = await eitherStore(database);
  const options = ownDatabase(server, over);
  const influx = openInflux(options);
  await keepQueue(opened.store, opened.clock.now());
  const { store, clock, metrics } = opened;
  return {
    ...opened,
    options,
    influx,
    forwarder: (to: Influx = influx, from = store) => {
      const forwarder = startForwarder({
        ...{ store: from, influx: to, clock, metrics },
        ...{ log: silentLog, random: () => 0 },
      });
      onTestFinished(forwarder.stop);
      return forwarder;
    },
    queued: async (): Promise<number> => (await opened.rows('history_queue')).length,
    points: async (patientId: string): Promise<Reading[]> => {
      const found = await readPoints(influx, [patientId], kinds, everything);
      return found.map(one => one.reading).sort(inHistoryOrder);
    },
    stored: (patientId: string): Promise<readonly Reading[]> =>
      storedHistory(store.readerSql).readings(patientId, everything),
    /** how many series hold a patient's points */
    series: async (patientId: string): Promise<number> => {
      const where = `SHOW SERIES ON "${options.database}" WHERE "patient" = '${patientId}'`;
      const [found = []] = await influx.ask([where]);
      return found[0]?.values.length ?? 0;
    },
  };
};

export type OpenHistory = Awaited<ReturnType<typeof openHistory>>;
