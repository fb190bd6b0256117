import type { Clock } from '../../clock.ts';
import type { Store } from '../../db/store.ts';
import { minuteMs } from '../../domain/local-day.ts';
import { errorFields, type Log } from '../../log.ts';
import { type ForwarderDeps, startForwarder } from './forwarder.ts';
import { keepHotWindow } from './hot-window.ts';
import type { Influx } from './influx.ts';
import { dropQueue, isQueueKept, keepQueue } from './triggers.ts';

type SettleDeps = {
  readonly store: Store;
  /** null: none is configured */
  readonly influx: Influx | null;
  readonly clock: Clock;
  readonly log: Log;
};

/** Has readings queued for the time-series database, or not; in every process of the service, before it takes readings. */
export const settleQueue = async ({ store, influx, clock, log }: SettleDeps): Promise<void> => {
  if (influx === null) {
    if (await dropQueue(store)) log.warn('history-queue-stopped', { why: 'INFLUX_URL is not set' });
    return;
  }
  const isNew = await keepQueue(store, clock.now());
  const any = await store.readerSql.prepare('SELECT 1 FROM reading LIMIT 1').get();
  if (isNew && any !== undefined) log.warn('history-to-fill-up', { remedy: 'vigil history backfill' });
};

export type HistoryDeps = ForwarderDeps & {
  /** null: the store keeps all readings */
  readonly hotDays: number | null;
};

const lookEveryMs = minuteMs;

/** Looks whether readings are still queued: a process that was started without the database has stopped that for all. */
const watchQueue = (deps: SettleDeps) => {
  const { store, clock, log } = deps;
  let [stopped, cancel] = [false, () => {}];
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    if (await isQueueKept(store.readerSql)) return;
    log.warn('history-queue-stopped', { remedy: 'start every process with INFLUX_URL' });
    await settleQueue(deps);
  };
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(lookEveryMs, () => {
      looking = look()
        .catch(error => log.warn('history-queue-not-looked-at', errorFields(error)))
        .then(again);
    });
  };
  again();
  return {
    idle: () => looking,
    stop: (): Promise<void> => {
      stopped = true;
      cancel();
      return looking;
    },
  };
};

/** What the role `forward` does: forwards what is queued, sees that it is queued, and keeps the hot window. */
export const startHistory = ({ hotDays, ...deps }: HistoryDeps) => {
  const forwarder = startForwarder(deps);
  const watch = watchQueue(deps);
  const window = hotDays === null ? null : keepHotWindow({ ...deps, hotDays });
  return {
    kick: forwarder.kick,
    idle: async (): Promise<void> => {
      await watch.idle();
      await forwarder.idle();
    },
    stop: async (): Promise<void> => {
      await watch.stop();
      await window?.stop();
      await forwarder.stop();
    },
  };
};
