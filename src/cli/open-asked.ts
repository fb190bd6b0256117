import type { Config } from '../config.ts';
import type { ReadOnlyStore } from '../db/open-read-only.ts';
import { openReader, type Where } from '../db/open-reader.ts';
import { AppError } from '../errors.ts';
import type { History } from '../readings/history/history.ts';
import { openInflux } from '../readings/history/influx.ts';
import { historyOf } from '../readings/history/influx-history.ts';
import { storeFolder } from './store-folder.ts';

export type StoreAsked = { readonly data?: string | undefined; readonly demo?: boolean | undefined };

/** Which store a command looks at: the folder it names, else the database of the service, else its data folder. */
export const whereAsked = (
  { data, demo }: StoreAsked,
  { dataFolder, database, influx }: Pick<Config, 'dataFolder' | 'database' | 'influx'>,
): Where => {
  const namesFolder = data !== undefined || demo === true;
  if (database !== null && !namesFolder) return { folder: dataFolder, database, influx };
  return {
    folder: storeFolder({ data, demo }, dataFolder),
    database: null,
    influx: namesFolder ? null : influx,
  };
};

const isOlder = (): AppError =>
  new AppError('not-allowed-now', 'the database holds no store, or one of an older version', {
    field: 'DATABASE_URL',
    remedy: 'run vigil migrate, or start the service once',
  });

/** One of the newest tables. */
const requireMigrated = async ({ readerSql }: ReadOnlyStore): Promise<void> => {
  const found = await readerSql
    .prepare<[], string | null>("SELECT to_regclass('roster_change')")
    .pluck()
    .get();
  if (!found) throw isOlder();
};

/**
 * Opens a store to look at it, also while the service runs on it.
 * @throws AppError not-found where there is none; not-allowed-now when it is one of an older version
 */
export const openAsked = async (where: Where): Promise<ReadOnlyStore> => {
  const store = openReader(where);
  try {
    if (where.database !== null) await requireMigrated(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** Opens a store, and closes it when what is done with it is over. @throws as `openAsked` */
export const lookInto = async <T>(
  where: Where,
  look: (store: ReadOnlyStore, history: History) => Promise<T>,
): Promise<T> => {
  const store = await openAsked(where);
  try {
    const influx = where.influx ? openInflux(where.influx) : null;
    return await look(store, historyOf({ sql: store.readerSql, influx }));
  } finally {
    await store.close();
  }
};
