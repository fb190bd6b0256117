import { serve } from '@hono/node-server';
import { createApi } from './api/server.ts';
import type { Clock } from './clock.ts';
import { lockFolder } from './db/lock.ts';
import { openStore, type Store } from './db/open.ts';
import type { Rule } from './domain/rule.ts';
import { createEvaluator, type Evaluator } from './evaluation/evaluator.ts';
import { startBroker } from './ingest/broker.ts';
import { createIngest, type Ingest } from './ingest/ingest.ts';
import { errorFields, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createDirectory, type Directory } from './roster/directory.ts';
import { seedPrograms } from './roster/programs.ts';
import { rules as catalogue } from './rules/catalogue.ts';
import { createEventFeed } from './worklist/event-feed.ts';
import { keepOutboxShort } from './worklist/outbox.ts';

export type AppOptions = {
  readonly dataFolder: string;
  readonly host: string;
  /** 0 picks a free one; null serves no HTTP */
  readonly port: number | null;
  /** 0 picks a free one; null starts no broker */
  readonly mqttPort: number | null;
  readonly maxPayloadBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly webFolder: string | null;
  /** false only for a store that is thrown away */
  readonly durable?: boolean;
  readonly rules?: readonly Rule[];
};

export type App = {
  readonly store: Store;
  readonly directory: Directory;
  readonly ingest: Ingest;
  readonly evaluator: Evaluator;
  readonly metrics: Metrics;
  readonly api: ReturnType<typeof createApi>;
  readonly url: string | null;
  readonly mqttUrl: string | null;
  /** Stops taking readings, lets what is in hand finish, then closes the store. */
  readonly close: () => Promise<void>;
};

const listenHttp = (api: App['api'], hostname: string, port: number) =>
  new Promise<{ port: number; close: () => Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch: api.fetch, hostname, port }, info =>
      resolve({
        port: info.port,
        close: () =>
          new Promise(done => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', reject);
  });

/** Starts everything in one process. What was started is stopped in reverse, also when a later step fails. */
export const startApp = async (options: AppOptions): Promise<App> => {
  const { host, clock, log } = options;
  const teardown: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (let step = teardown.pop(); step; step = teardown.pop()) {
      await Promise.resolve()
        .then(step)
        .catch(error => log.error('teardown-failed', errorFields(error)));
    }
  };
  try {
    teardown.push(lockFolder(options.dataFolder));
    const store = openStore(options.dataFolder, { durable: options.durable ?? true });
    teardown.push(store.close);
    await seedPrograms(store, clock.now());
    teardown.push(await keepOutboxShort(store, clock));
    const directory = await createDirectory(store);
    const metrics = createMetrics();
    const feed = createEventFeed(store);
    const rules = options.rules ?? catalogue;
    const evaluator = createEvaluator({
      store,
      directory,
      rules,
      clock,
      log,
      metrics,
      onChanged: feed.notify,
    });
    teardown.push(evaluator.stop);
    metrics.gauge('vigil_due_patients', evaluator.dueNow);
    metrics.gauge('vigil_oldest_due_seconds', () => evaluator.oldestDueMs() / 1000);
    const { sqlite, write } = store;
    const ingest = createIngest({
      sqlite,
      write,
      metrics,
      assignmentsOf: directory.assignmentsOf,
      maxPayloadBytes: options.maxPayloadBytes,
      onCommitted: evaluator.kick,
    });
    const { webFolder } = options;
    const api = createApi({
      store,
      directory,
      ingest,
      clock,
      log,
      metrics,
      feed,
      kick: evaluator.kick,
      webFolder,
    });
    const http = options.port === null ? null : await listenHttp(api, host, options.port);
    if (http) teardown.push(http.close);
    const broker =
      options.mqttPort === null
        ? null
        : await startBroker({ host, port: options.mqttPort, clock, ingest, log });
    if (broker) teardown.push(broker.close);
    evaluator.kick();
    const bracketed = host.includes(':') ? `[${host}]` : host;
    const url = http ? `http://${bracketed}:${http.port}` : null;
    const mqttUrl = broker ? `mqtt://${bracketed}:${broker.port}` : null;
    return { store, directory, ingest, evaluator, metrics, api, url, mqttUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
};
