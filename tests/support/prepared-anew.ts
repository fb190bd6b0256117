import type BetterSqlite3 from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Db, SqliteStore } from '../../src/db/open.ts';

const queriesOver = (sqlite: BetterSqlite3.Database): Db =>
  drizzle(sqlite, { casing: 'snake_case' }) as unknown as Db;

/** The same store, whose connections are asked to prepare each query anew: so who watches `prepare` sees every one. */
export const preparedAnew = (store: SqliteStore): SqliteStore => ({
  ...store,
  db: queriesOver(store.sqlite),
  reader: queriesOver(store.readerSqlite),
});
