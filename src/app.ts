import { writeOperatorToken } from './accounts/operator-token.ts';
import { createApi } from './api/server.ts';
import { createHttpDoor } from './app/http-door.ts';
import { idleAttendance, idleDispatcher } from './app/idle-duties.ts';
import { openAppStore } from './app/open-store.ts';
import type { App, AppOptions } from './app/options.ts';
import { guardOwnClock } from './app/own-clock.ts';
import { unready } from './app/unready.ts';
import { startAttendance } from './attendance/attendance.ts';
import { isLoopback, localSignIn } from './config-sign-in.ts';
import { createAccessLog } from './db/access-log.ts';
import { keepHeadsNoted } from './db/audit-heads.ts';
import { createClaims, type Duty, duties } from './db/claims.ts';
import { keepPartitions } from './db/partitions.ts';
import { keepRequestsShort } from './db/requests-once.ts';
import { createAside } from './evaluation/aside.ts';
import { inThreads } from './evaluation/backtest-threads.ts';
import { createBacktests } from './evaluation/backtests.ts';
import { createEvaluator } from './evaluation/evaluator.ts';
import { giveWayTo } from './evaluation/give-way.ts';
import { newId } from './ids.ts';
import { confirmWeighIn } from './ingest/confirm-weigh-in.ts';
import { createIngest } from './ingest/ingest.ts';
import { openMqttDoor } from './ingest/mqtt-door.ts';
import { errorFields } from './log.ts';
import { createMetrics } from './metrics.ts';
import { openInflux } from './readings/history/influx.ts';
import { historyOf } from './readings/history/influx-history.ts';
import { settleQueue, startHistory } from './readings/history/start-history.ts';
import { loadModels } from './risk/load-models.ts';
import { createPanelScorer } from './risk/panel-scorer.ts';
import { readTelemetry } from './risk/read-telemetry.ts';
import { roles as everyRole, type ProcessRole } from './roles.ts';
import { createDirectory } from './roster/directory.ts';
import { seedPrograms } from './roster/programs.ts';
import { refoldSearch } from './roster/refold-search.ts';
import { createCatchUp, keepRosterChangesShort, latestRosterChange } from './roster/roster-changes.ts';
import { rules as catalogue } from './rules/catalogue.ts';
import { createEventFeed } from './worklist/event-feed.ts';
import { keepOutboxShort } from './worklist/keep-outbox-short.ts';
import { startDispatcher } from './worklist/webhooks/dispatcher.ts';
import { keepDeliveriesShort } from './worklist/webhooks/keep-short.ts';

export type { App, AppOptions } from './app/options.ts';

/** Starts a process of Vigil, with all its roles or some. What was started is stopped in reverse, also when a later step fails. */
export const startApp = async (options: AppOptions): Promise<App> => {
  const { host, clock, log } = options;
  const has = (role: ProcessRole): boolean => (options.roles ?? everyRole).includes(role);
  const teardown: (() => Promise<void> | void)[] = [];
  const draining = new AbortController();
  const close = async (): Promise<void> => {
    draining.abort();
    for (let step = teardown.pop(); step; step = teardown.pop()) {
      await Promise.resolve()
        .then(step)
        .catch(error => log.error('teardown-failed', errorFields(error)));
    }
  };
  try {
    const durable = options.durable ?? true;
    const database = options.database ?? null;
    const onClose = (step: () => Promise<void> | void) => teardown.push(step);
    const store = await openAppStore(
      { dataFolder: options.dataFolder, database, readers: options.readers, durable },
      onClose,
      error => log.error('checkpoint-failed', errorFields(error)),
    );
    const [operator, forgetOperator] = writeOperatorToken(options.dataFolder);
    teardown.push(forgetOperator);
    const signIn = options.signIn ?? localSignIn;
    const tokens = { operator, demo: signIn.demoToken };
    teardown.push(await keepPartitions(store, clock));
    const influx = options.influx ? openInflux(options.influx) : null;
    // a command leaves it as the service keeps it
    if (!options.passing) await settleQueue({ store, influx, clock, log });
    await seedPrograms(store, clock.now());
    await refoldSearch(store);
    teardown.push(await keepOutboxShort(store, clock));
    teardown.push(await keepRequestsShort(store, clock));
    teardown.push(await keepDeliveriesShort(store, clock));
    teardown.push(keepRosterChangesShort(store, clock));
    teardown.push(keepHeadsNoted({ store, clock, log }));
    const accessLog = createAccessLog({ store, clock, log });
    teardown.push(accessLog.stop);
    // closed after readings, judging and duties have come to rest, so that whoever asks hears "not ready" meanwhile
    const http = createHttpDoor();
    teardown.push(http.close);
    const metrics = createMetrics();
    const ownClock = await guardOwnClock({ store, clock, log, metrics }, options.guardClock ?? false);
    teardown.push(ownClock.stop);
    const onClaimError = (error: unknown) => log.error('claim-failed', errorFields(error));
    const claims = createClaims({ store, clock, holder: newId('prc'), onError: onClaimError });
    teardown.push(claims.stop);
    ownClock.whileWrong(() => {
      for (const duty of duties) claims.release(duty).catch(onClaimError);
      return () => {};
    });
    /** of one process alone nobody asks */
    const claimOf = (duty: Duty) =>
      store.dialect === 'sqlite'
        ? undefined
        : {
            mine: async () => ownClock.wrong() === null && claims.mine(duty),
            release: () => claims.release(duty),
          };
    const since = await latestRosterChange(store);
    const directory = await createDirectory(store);
    const catchUp = createCatchUp(store, directory, since);
    const feed = createEventFeed(store);
    const onNews = () => {
      feed.notify();
      catchUp(store.reader).catch(error => log.error('roster-not-read', errorFields(error)));
    };
    teardown.push(store.hear('events', onNews));
    const attendance = has('evaluate')
      ? startAttendance({ store, directory, feed, clock, log, mine: claimOf('attendance')?.mine })
      : idleAttendance;
    teardown.push(attendance.stop);
    const dispatching = { store, feed, clock, log, metrics, onDead: attendance.kick };
    const webhooks = has('evaluate')
      ? startDispatcher({ ...dispatching, mine: claimOf('webhooks')?.mine })
      : idleDispatcher;
    teardown.push(webhooks.stop);
    const { sql, writeUnsynced, durable: synced } = store;
    const ingest = createIngest({
      sql,
      writeUnsynced,
      durable: synced,
      sharedTime: ownClock.shared,
      catchUp: () => catchUp(store.db),
      metrics,
      assignmentsOf: directory.assignmentsOf,
      noteStatus: directory.noteStatus,
      patient: directory.patient,
      confirm: confirmWeighIn(store),
      maxPayloadBytes: options.maxPayloadBytes,
      onCommitted: (_, first) => {
        evaluator.kick(first);
        risk.noteReadings();
      },
      onEvents: feed.notify,
    });
    const rules = options.rules ?? catalogue;
    // another thread knows the catalogue alone
    const aside =
      store.dialect === 'sqlite' && !options.rules
        ? createAside({ folder: options.dataFolder, metrics, log })
        : undefined;
    if (aside) teardown.push(aside.close);
    const evaluator = createEvaluator({
      store,
      directory,
      rules,
      clock,
      log,
      metrics,
      catchUp: () => catchUp(store.db),
      onChanged: feed.notify,
      aside,
      isPressed: () => ingest.waiting() > 0,
      giveWay: giveWayTo(ingest.waiting),
    });
    teardown.push(evaluator.stop);
    ownClock.whileWrong(evaluator.hold);
    if (has('evaluate')) {
      teardown.push(store.hear('due', () => evaluator.kick()));
      metrics.gauge('vigil_due_patients', evaluator.dueNow);
      metrics.gauge('vigil_oldest_due_seconds', async () => (await evaluator.oldestDueMs()) / 1000);
    } else evaluator.hold();
    const models = await loadModels(options.models ?? null, log);
    const risk = createPanelScorer({
      store,
      scorers: models.scorers,
      telemetryOf: models.loaded.has('deterioration')
        ? readTelemetry({ sql: store.readerSql, directory })
        : undefined,
      clock,
      log,
      onChanged: feed.notify,
      mine: claimOf('scoring')?.mine,
      askElsewhere: has('score') ? undefined : () => store.tell('rescore'),
    });
    teardown.push(risk.stop);
    if (has('score')) {
      teardown.push(store.hear('rescore', risk.request));
      teardown.push(store.hear('due', risk.noteReadings));
    }
    const where = { folder: options.dataFolder, database, influx: options.influx ?? null };
    const runShares = (signal: AbortSignal) => inThreads(where, signal);
    const backtests = await createBacktests({
      store,
      runShares,
      clock,
      log,
      onChanged: feed.notify,
      claim: claimOf('backtests'),
    });
    teardown.push(backtests.stop);
    const door = await openMqttDoor({
      // the embedded broker asks for no password, so it answers this machine only
      host: isLoopback(host) ? host : '127.0.0.1',
      port: has('ingest') ? options.mqttPort : null,
      outside: has('ingest') ? (options.mqtt ?? null) : null,
      dataFolder: options.dataFolder,
      clock,
      ingest,
      log,
      metrics,
    });
    teardown.push(door.close);
    if (has('forward') && influx) {
      const { hotDays } = options.influx ?? { hotDays: null };
      teardown.push(startHistory({ store, influx, clock, log, metrics, hotDays }).stop);
    }
    const { webFolder } = options;
    const api = createApi({
      store,
      history: historyOf({ sql: store.readerSql, influx }),
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
      kick: () => evaluator.kick(),
      notReady: unready({ draining: draining.signal, ownClock, door }),
      leaving: http.leaving,
      signIn,
      tokens,
      webFolder,
      serves: has('api') ? 'everything' : 'health',
    });
    const { port, tls = null } = options;
    const url = await http.open(api, { hostname: host, port, tls });
    evaluator.kick();
    if (has('score')) risk.start();
    const failed = Promise.race([door.failed, store.failed]);
    // whoever does not wait for it does not break by it
    failed.catch(() => undefined);
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
      mqttUrl: door.url,
      failed,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
