import type { Clock } from '../../clock.ts';
import type { Store } from '../../db/store.ts';
import type { Log } from '../../log.ts';
import { type ForwarderDeps, startForwarder } from './forwarder.ts';
import { keepHotWindow } from './hot-window.ts';
import type { Influx } from './influx.ts';
import { dropQueue, keepQueue } from './triggers.ts';

type SettleDeps = {
  readonly store: Store;
  /** null: none is configured */
  readonly influx: Influx | null;
  readonly clock: Clock;
  readonly log: Log;
};

/** Has readings queued for the time-series database, or not; in every process, before it takes readings. */
export const settleQueue = async ({ store, influx, clock, log }: SettleDeps): Promise<void> => {
  if (influx === null) return dropQueue(store);
  const isNew = await keepQueue(store, clock.now());
  const any = await store.readerSql.prepare('SELECT 1 FROM reading LIMIT 1').get();
  if (isNew && any !== undefined) log.warn('history-to-fill-up', { remedy: 'vigil history backfill' });
};

export type HistoryDeps = ForwarderDeps & {
  /** null: the store keeps all readings */
  readonly hotDays: number | null;
};

/** What the role `forward` does: forwards what is queued, and keeps the hot window. */
export const startHistory = ({ hotDays, ...deps }: HistoryDeps) => {
  const forwarder = startForwarder(deps);
  const window = hotDays === null ? null : keepHotWindow({ ...deps, hotDays });
  return {
    kick: forwarder.kick,
    idle: forwarder.idle,
    stop: async (): Promise<void> => {
      await window?.stop();
      await forwarder.stop();
    },
  };
};
