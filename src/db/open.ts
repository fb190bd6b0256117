import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import * as tables from './schema.sqlite.ts';
import type { Tables } from './schema.ts';
import { createWriter, type Write } from './writer.ts';

export type Db = PgDatabase<PgQueryResultHKT>;

/**
 * The relational store. Writes go through `write`, on its one connection (`db`, `sqlite`);
 * reads that need no transaction use `reader`, which never waits for a writer.
 */
export type Store = {
  readonly t: Tables;
  readonly db: Db;
  readonly reader: Db;
  readonly sqlite: BetterSqlite3.Database;
  readonly readerSqlite: BetterSqlite3.Database;
  readonly write: Write;
  readonly close: () => void;
};

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations', 'sqlite');

const connect = (file: string, durable: boolean) => {
  const sqlite = new BetterSqlite3(file, { timeout: 5_000 });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma(`synchronous = ${durable ? 'FULL' : 'OFF'}`);
  sqlite.pragma('cache_size = -65536');
  sqlite.pragma('wal_autocheckpoint = 4000');
  return sqlite;
};

export const queriesOver = (sqlite: BetterSqlite3.Database): Db =>
  drizzle(sqlite, { casing: 'snake_case' }) as unknown as Db;

/** Opens (and migrates) the store in a folder. `durable: false` is for throw-away stores only. */
export const openStore = (folder: string, { durable = true } = {}): Store => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'vigil.db');
  const sqlite = connect(file, durable);
  migrate(drizzle(sqlite), { migrationsFolder });
  const readerSqlite = connect(file, durable);
  readerSqlite.pragma('query_only = ON');
  return {
    t: tables as unknown as Tables,
    db: queriesOver(sqlite),
    reader: queriesOver(readerSqlite),
    sqlite,
    readerSqlite,
    write: createWriter(sqlite),
    close: () => {
      readerSqlite.close();
      sqlite.close();
    },
  };
};
