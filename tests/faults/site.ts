import { onTestFinished } from 'vitest';
import { callAt } from '../../src/cli/anywhere.ts';
import { importThrough } from '../../src/cli/import.ts';
import { connectPublisher, pipeline } from '../../src/cli/publisher.ts';
import { userPassword, writtenMosquitto } from '../support/mosquitto.ts';
import { freshDatabase } from '../support/postgres.ts';
import { tempFolder } from '../support/store.ts';
import { keptCount, outcomeIn, storedOf } from './outcome.ts';
import { eventually, exited, freePort, getJson, startVigil } from './process.ts';
import { inFlight, type Message, rosterOf, type Stream } from './stream.ts';

/** a bound on a hung test, on a busy machine */
export const limitMs = 120_000;

type Env = Readonly<Record<string, string>>;

export type Member = {
  readonly api: string;
  readonly dataFolder: string;
  readonly start: () => void;
  readonly ready: () => Promise<unknown>;
  /** Resolves when it has ended. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP') => Promise<void>;
  readonly output: () => string;
};

/** A process of Vigil with a data folder, a port and a client id of its own, however often it is started. */
export const member = async (env: Env): Promise<Member> => {
  const [dataFolder, port] = [tempFolder(), await freePort()];
  const api = `http://127.0.0.1:${port}`;
  let running: ReturnType<typeof startVigil> | undefined;
  let before = '';
  const output = () => `${before}${running?.output() ?? ''}`;
  onTestFinished(() => {
    running?.process.kill('SIGKILL');
  });
  return {
    api,
    dataFolder,
    start: () => {
      before = output();
      running = startVigil(['serve'], { ...env, VIGIL_DATA: dataFolder, VIGIL_PORT: String(port) });
    },
    ready: async () => {
      const ended = new Promise<never>((_, reject) => {
        running?.process.once('exit', code => reject(new Error(`ended with ${code}: ${output()}`)));
      });
      ended.catch(() => undefined);
      await Promise.race([eventually(() => getJson(`${api}/readyz`), limitMs), ended]);
    },
    end: async signal => {
      if (!running || running.process.exitCode !== null) return;
      const gone = exited(running);
      running.process.kill(signal);
      if (signal !== 'SIGSTOP') await gone;
    },
    output,
  };
};

type SiteOptions = {
  readonly streams: readonly Stream[];
  /** address of a PostgreSQL server */
  readonly server: string;
  readonly env?: Env;
  /** where the second process finds the broker, if not directly */
  readonly brokerUrl?: (url: string) => Promise<string>;
  /** … and the database */
  readonly databaseUrl?: (url: string) => Promise<string>;
};

const itself = async (url: string): Promise<string> => url;

/** Mosquitto, a database, two processes that take in and judge, and one that does the rest; patients enrolled. */
export const startSite = async (options: SiteOptions) => {
  const { streams, server, env = {}, brokerUrl = itself, databaseUrl = itself } = options;
  const broker = await writtenMosquitto({ users: { gateway: 'topic write vigil/v1/+/+' } });
  const database = await freshDatabase(server);
  const shared = {
    ...{ ...broker.env, MQTT_TOPICS: '$share/vigil/vigil/v1/+/+' },
    ...{ DATABASE_URL: database.url, VIGIL_BROKER_PROBE: 'off', ...env },
  };
  const worker = (over: Env = {}) => member({ ...shared, VIGIL_ROLES: 'ingest,evaluate', ...over });
  const elsewhere = {
    MQTT_URL: await brokerUrl(broker.url),
    DATABASE_URL: await databaseUrl(database.url),
  };
  const [one, two] = [await worker(), await worker(elsewhere)];
  const rest = await member({ ...shared, VIGIL_ROLES: 'api,score,forward' });
  rest.start();
  await rest.ready();
  const call = callAt(rest.api, { token: null, dataFolder: rest.dataFolder });
  await importThrough(call, rosterOf(...streams));
  for (const each of [one, two]) each.start();
  for (const each of [one, two]) await each.ready();

  /** Publishes as devices do; resolves with how many the broker has acknowledged: all. */
  const publish = async (messages: Iterable<Message>): Promise<number> => {
    const url = broker.url.replace('//', `//gateway:${userPassword}@`);
    const publisher = await connectPublisher(url, { connections: 4 });
    let acknowledged = 0;
    await pipeline(messages, inFlight, async ({ topic, payload }) => {
      await publisher.publish(topic, payload);
      acknowledged += 1;
    });
    await publisher.close();
    return acknowledged;
  };
  const comesTrue = async (text: string, holds: (count: number) => boolean) => {
    const count = keptCount(database.url, text);
    const asked = eventually(async () => holds(await count.ask()) || undefined, limitMs);
    await asked.finally(count.end);
  };
  const reached = ({ name, readings }: Stream, share: number) =>
    comesTrue(storedOf(name), stored => stored >= share * readings);
  const due = `SELECT count(*) FROM due
    WHERE due_at <= extract(epoch FROM now()) * 1000 OR generation > judged_generation`;
  /** Resolves when all of a stream is stored and everybody judged, with what has come of it. */
  const settled = async (stream: Stream) => {
    await reached(stream, 1);
    await comesTrue(due, waiting => waiting === 0);
    return outcomeIn(database.url, stream.name);
  };
  return { broker, database, shared, one, two, rest, worker, publish, reached, settled };
};

export type Site = Awaited<ReturnType<typeof startSite>>;
