import { createServer } from 'node:https';
import { serve } from '@hono/node-server';
import type { FixedTokens } from './accounts/identify.ts';
import { writeOperatorToken } from './accounts/operator-token.ts';
import { createApi } from './api/server.ts';
import { type Attendance, startAttendance } from './attendance/attendance.ts';
import type { Clock } from './clock.ts';
import type { OutsideBroker } from './config-broker.ts';
import { isLoopback, localSignIn, type SignInOptions, type Tls } from './config-sign-in.ts';
import { type AccessLog, createAccessLog } from './db/access-log.ts';
import { keepHeadsNoted } from './db/audit-heads.ts';
import { lockFolder } from './db/lock.ts';
import { openStore, type Store } from './db/open.ts';
import type { Rule } from './domain/rule.ts';
import { inThreads } from './evaluation/backtest-threads.ts';
import { type Backtests, createBacktests } from './evaluation/backtests.ts';
import { createEvaluator, type Evaluator } from './evaluation/evaluator.ts';
import { confirmWeighIn } from './ingest/confirm-weigh-in.ts';
import { createIngest, type Ingest } from './ingest/ingest.ts';
import { openMqttDoor } from './ingest/mqtt-door.ts';
import { errorFields, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { loadModels, type RiskModels } from './risk/load-models.ts';
import { createPanelScorer, type PanelScorer } from './risk/panel-scorer.ts';
import { readTelemetry } from './risk/read-telemetry.ts';
import { createDirectory, type Directory } from './roster/directory.ts';
import { seedPrograms } from './roster/programs.ts';
import { refoldSearch } from './roster/refold-search.ts';
import { rules as catalogue } from './rules/catalogue.ts';
import { createEventFeed } from './worklist/event-feed.ts';
import { keepOutboxShort } from './worklist/keep-outbox-short.ts';
import { type Dispatcher, startDispatcher } from './worklist/webhooks/dispatcher.ts';
import { keepDeliveriesShort } from './worklist/webhooks/keep-short.ts';

export type AppOptions = {
  readonly dataFolder: string;
  readonly host: string;
  /** 0 picks a free one; null serves no HTTP */
  readonly port: number | null;
  /** 0 picks a free one; null starts no broker */
  readonly mqttPort: number | null;
  /** a broker that is not ours; the embedded one is not started then */
  readonly mqtt?: OutsideBroker | null;
  readonly maxPayloadBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly webFolder: string | null;
  /** false only for a store that is thrown away */
  readonly durable?: boolean;
  readonly rules?: readonly Rule[];
  /** the folder of risk models; null or absent: none */
  readonly models?: string | null;
  /** how people sign in; by default with local accounts, on this machine */
  readonly signIn?: SignInOptions;
  /** certificate and key; null or absent: HTTP */
  readonly tls?: Tls | null;
};

export type App = {
  readonly store: Store;
  readonly directory: Directory;
  readonly ingest: Ingest;
  readonly evaluator: Evaluator;
  readonly risk: PanelScorer;
  readonly models: RiskModels;
  readonly backtests: Backtests;
  readonly metrics: Metrics;
  readonly accessLog: AccessLog;
  readonly webhooks: Dispatcher;
  readonly attendance: Attendance;
  readonly tokens: FixedTokens;
  readonly api: ReturnType<typeof createApi>;
  readonly url: string | null;
  readonly mqttUrl: string | null;
  /** Rejects when it turns out that the service must not go on as configured. */
  readonly failed: Promise<never>;
  /** Stops taking readings, lets what is in hand finish, then closes the store. */
  readonly close: () => Promise<void>;
};

const listenHttp = (api: App['api'], hostname: string, port: number, tls: Tls | null) =>
  new Promise<{ port: number; close: () => Promise<void> }>((resolve, reject) => {
    const secured = tls ? { createServer, serverOptions: { ...tls, minVersion: 'TLSv1.2' as const } } : {};
    const server = serve({ fetch: api.fetch, hostname, port, ...secured }, info =>
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
    const [operator, forgetOperator] = writeOperatorToken(options.dataFolder);
    teardown.push(forgetOperator);
    const signIn = options.signIn ?? localSignIn;
    const tokens = { operator, demo: signIn.demoToken };
    const store = openStore(options.dataFolder, { durable: options.durable ?? true });
    teardown.push(store.close);
    await seedPrograms(store, clock.now());
    await refoldSearch(store);
    teardown.push(await keepOutboxShort(store, clock));
    teardown.push(await keepDeliveriesShort(store, clock));
    teardown.push(keepHeadsNoted({ store, clock, log }));
    const accessLog = createAccessLog({ store, clock, log });
    teardown.push(accessLog.stop);
    const directory = await createDirectory(store);
    const metrics = createMetrics();
    const feed = createEventFeed(store);
    const attendance = startAttendance({ store, directory, feed, clock, log });
    teardown.push(attendance.stop);
    const webhooks = startDispatcher({ store, feed, clock, log, metrics, onDead: attendance.kick });
    teardown.push(webhooks.stop);
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
    const models = await loadModels(options.models ?? null, log);
    const risk = createPanelScorer({
      store,
      scorers: models.scorers,
      telemetryOf: models.loaded.has('deterioration')
        ? readTelemetry({ sqlite: store.readerSqlite, directory })
        : undefined,
      clock,
      log,
      onChanged: feed.notify,
    });
    teardown.push(risk.stop);
    const runShares = (signal: AbortSignal) => inThreads(options.dataFolder, signal);
    const backtests = await createBacktests({ store, runShares, clock, log, onChanged: feed.notify });
    teardown.push(backtests.stop);
    const { sqlite, write } = store;
    const ingest = createIngest({
      sqlite,
      write,
      metrics,
      assignmentsOf: directory.assignmentsOf,
      noteStatus: directory.noteStatus,
      patient: directory.patient,
      confirm: confirmWeighIn(store),
      maxPayloadBytes: options.maxPayloadBytes,
      onCommitted: () => {
        evaluator.kick();
        risk.noteReadings();
      },
      onEvents: feed.notify,
    });
    const door = await openMqttDoor({
      // the embedded broker asks for no password, so it answers this machine only
      host: isLoopback(host) ? host : '127.0.0.1',
      port: options.mqttPort,
      outside: options.mqtt ?? null,
      dataFolder: options.dataFolder,
      clock,
      ingest,
      log,
      metrics,
    });
    teardown.push(door.close);
    const { webFolder } = options;
    const api = createApi({
      store,
      directory,
      ingest,
      clock,
      log,
      metrics,
      feed,
      accessLog,
      risk,
      models,
      backtests,
      kick: evaluator.kick,
      notReady: door.shut,
      signIn,
      tokens,
      webFolder,
    });
    const http =
      options.port === null ? null : await listenHttp(api, host, options.port, options.tls ?? null);
    if (http) teardown.push(http.close);
    evaluator.kick();
    risk.start();
    const bracketed = host.includes(':') ? `[${host}]` : host;
    const url = http ? `${options.tls ? 'https' : 'http'}://${bracketed}:${http.port}` : null;
    const { url: mqttUrl, failed } = door;
    return {
      store,
      directory,
      ingest,
      evaluator,
      risk,
      models,
      backtests,
      metrics,
      accessLog,
      webhooks,
      attendance,
      tokens,
      api,
      url,
      mqttUrl,
      failed,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
