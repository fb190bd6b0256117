import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../errors.ts';
import { queriesOver, type Store } from './open.ts';
import * as tables from './schema.sqlite.ts';
import type { Tables } from './schema.ts';
import { sqliteStatements } from './statements.ts';

export type ReadOnlyStore = Pick<Store, 'reader' | 't' | 'readerSql' | 'close'>;

/**
 * Opens the store in a folder to look at it: nothing is written, migrated or locked, also while the service runs on it.
 * @throws AppError not-found when there is none; not-allowed-now when it was last used by a version before `column`
 */
export const openReadOnly = (
  folder: string,
  { table, column }: { readonly table: string; readonly column: string },
): ReadOnlyStore => {
  const file = join(folder, 'vigil.db');
  if (!existsSync(file)) {
    throw new AppError('not-found', 'there is no store in this data folder', {
      field: 'VIGIL_DATA',
      remedy: 'set VIGIL_DATA to the data folder of the service',
    });
  }
  const readerSqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  const columns = readerSqlite.pragma(`table_info(${table})`) as { name: string }[];
  if (!columns.some(({ name }) => name === column)) {
    readerSqlite.close();
    throw new AppError('not-allowed-now', 'the store in this data folder was made by an older version', {
      field: 'VIGIL_DATA',
      remedy: 'run vigil migrate, or start the service once',
    });
  }
  return {
    reader: queriesOver(readerSqlite),
    t: tables as unknown as Tables,
    readerSql: sqliteStatements(readerSqlite),
    close: () => {
      readerSqlite.close();
      return Promise.resolve();
    },
  };
};
