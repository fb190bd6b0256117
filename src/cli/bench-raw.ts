import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { systemClock } from '../clock.ts';
import { startBroker } from '../ingest/broker.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { connectTo, subscribeTo } from '../ingest/subscriber-connect.ts';
import { createReceiver } from '../ingest/subscriber-receiver.ts';
import { silentLog } from '../log.ts';
import { drive } from './bench-drive.ts';
import type { Load } from './bench-load.ts';
import { benchBroker } from './bench-modes.ts';

type Message = { readonly topic: string; readonly payload: Uint8Array };
type Insert = (group: readonly Message[]) => Promise<void>;
type Table = { readonly insert: Insert; readonly close: () => Promise<void> };

const text = (payload: Uint8Array): string => Buffer.from(payload).toString();

const sqliteTable = (): Table => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-raw-'));
  const sqlite = new BetterSqlite3(join(folder, 'raw.db'));
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, topic text NOT NULL, payload text NOT NULL)');
  const insert = sqlite.prepare('INSERT INTO message (topic, payload) VALUES (?, ?)');
  const all = sqlite.transaction((group: readonly Message[]) => {
    for (const { topic, payload } of group) insert.run(topic, text(payload));
  });
  return {
    insert: async group => all(group),
    close: () => {
      sqlite.close();
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
};

const postgresTable = async (url: string): Promise<Table> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'CREATE TABLE bench_raw (id bigserial PRIMARY KEY, topic text NOT NULL, payload text NOT NULL)',
  );
  const insert = 'INSERT INTO bench_raw (topic, payload) SELECT * FROM unnest($1::text[], $2::text[])';
  return {
    insert: async group => {
      await client.query({
        name: 'raw',
        text: insert,
        values: [group.map(m => m.topic), group.map(m => text(m.payload))],
      });
    },
    close: async () => {
      await client.query('DROP TABLE bench_raw');
      await client.end();
    },
  };
};

type Waiting = { readonly message: Message; readonly stored: () => void };

/** Inserts what came while the last commit ran in one more, and says so. */
const groupCommit = (insert: Insert, onStored: (count: number) => void): Ingest => {
  const waiting: Waiting[] = [];
  let running = false;
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.splice(0, 1_000);
      await insert(group.map(w => w.message));
      for (const one of group) one.stored();
      onStored(group.length);
      await new Promise(setImmediate);
    }
    running = false;
  };
  return message =>
    new Promise(resolve => {
      waiting.push({ message, stored: () => resolve({ is: 'status' }) });
      if (running) return;
      running = true;
      setImmediate(() => void run());
    });
};

type Door = { readonly url: string; readonly close: () => Promise<void> };

/** The embedded broker as Vigil has it: it hands over what comes and acknowledges it once it is stored, with no subscriber between. */
const openDirectDoor = async (ingest: Ingest): Promise<Door> => {
  const deps = { host: '127.0.0.1', port: 0, clock: systemClock, ingest, log: silentLog };
  const broker = await startBroker(deps);
  return { url: `mqtt://127.0.0.1:${broker.port}`, close: broker.close };
};

/** The library of the embedded broker, as it comes, in this process. */
const startAedes = async (): Promise<Door> => {
  const aedes = await Aedes.createBroker();
  const server = createServer(aedes.handle);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    await new Promise<void>(resolve => aedes.close(resolve));
    await new Promise<void>(resolve => server.close(() => resolve()));
  };
  return { url: `mqtt://127.0.0.1:${port}`, close };
};

/** An MQTT.js client of the broker at `url`, with nothing behind it. */
const openSubscriber = async (url: string, ingest: Ingest): Promise<Door> => {
  const { signal } = new AbortController();
  const { client } = await connectTo(benchBroker(url), {
    // the broker forgets what it kept for Vigil under this id
    clientId: benchBroker(url).clientId ?? '',
    clean: true,
    signal,
    prepare: made => {
      const deps = { client: made, ingest, clock: systemClock, onFailed: () => undefined };
      made.handleMessage = createReceiver(deps).handleMessage;
    },
  });
  await subscribeTo(client, ['vigil/v1/+/+']);
  return { url, close: () => client.endAsync() };
};

/** Opens the way in to a broker that runs, or to one in this process. */
const openDoor = async ({ mqttUrl, direct = false }: RawPlan, ingest: Ingest): Promise<Door> => {
  if (mqttUrl !== null) return openSubscriber(mqttUrl, ingest);
  if (direct) return openDirectDoor(ingest);
  const broker = await startAedes();
  const { url, close } = await openSubscriber(broker.url, ingest);
  return {
    url,
    close: async () => {
      await close();
      await broker.close();
    },
  };
};

export type RawPlan = {
  readonly mqttUrl: string | null;
  /** of the embedded broker: handed over by it, instead of by a subscriber to it */
  readonly direct?: boolean;
  readonly database: string | null;
  readonly load: Omit<Load, 'url'>;
};

/** The reference: readings a second that the same broker and the same database bear, group-committed, with no rules. */
export const rawRate = async (plan: RawPlan): Promise<number> => {
  const { database, load } = plan;
  const table = database === null ? sqliteTable() : await postgresTable(database);
  let stored = 0;
  const all = Promise.withResolvers<void>();
  const ingest = groupCommit(table.insert, count => {
    stored += count;
    if (stored >= load.readings) all.resolve();
  });
  const door = await openDoor(plan, ingest);
  const { startedAt } = await drive({ ...load, url: door.url });
  await all.promise;
  const seconds = (performance.now() - startedAt) / 1000;
  await door.close();
  await table.close();
  return load.readings / seconds;
};
