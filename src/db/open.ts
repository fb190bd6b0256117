import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { keepingStatements } from './kept-statements.ts';
import * as tables from './schema.sqlite.ts';
import type { Tables } from './schema.ts';
import { createSqliteWriter } from './sqlite-writer.ts';
import { sqliteStatements } from './statements.ts';
import type { Db, Store } from './store.ts';
import { createWalSync } from './wal-sync.ts';

export type { Db, Store } from './store.ts';

/** The store in a folder, with its two connections. */
export type SqliteStore = Store & {
  readonly sqlite: BetterSqlite3.Database;
  readonly readerSqlite: BetterSqlite3.Database;
};

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations', 'sqlite');

/** KiB of pages kept. What is read from the reader's is read anew after each commit. */
const cacheKib = { writer: 131_072, reader: 16_384 };

const connect = (file: string, durable: boolean, cache: number) => {
  const sqlite = new BetterSqlite3(file, { timeout: 5_000 });
  sqlite.pragma('journal_mode = WAL');
  // a commit is synced by `createWalSync`, off the event loop
  sqlite.pragma(`synchronous = ${durable ? 'NORMAL' : 'OFF'}`);
  sqlite.pragma(`cache_size = -${cache}`);
  // 256 MiB: a service checkpoints beside its commits, see `keepCheckpointed`
  sqlite.pragma('wal_autocheckpoint = 65536');
  return sqlite;
};

const never = new Promise<never>(() => {});

export const queriesOver = (sqlite: BetterSqlite3.Database): Db =>
  drizzle(keepingStatements(sqlite), { casing: 'snake_case' }) as unknown as Db;

/** Opens (and migrates) the store in a folder. `durable: false` is for throw-away stores only. */
export const openStore = (folder: string, { durable = true } = {}): SqliteStore => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'vigil.db');
  const sqlite = connect(file, durable, cacheKib.writer);
  migrate(drizzle(sqlite), { migrationsFolder });
  const readerSqlite = connect(file, durable, cacheKib.reader);
  readerSqlite.pragma('query_only = ON');
  const walSync = durable ? createWalSync(file) : null;
  const synced = walSync?.durable ?? (() => Promise.resolve());
  const { write, writeUnsynced } = createSqliteWriter(sqlite, synced);
  return {
    dialect: 'sqlite',
    t: tables as unknown as Tables,
    db: queriesOver(sqlite),
    reader: queriesOver(readerSqlite),
    sql: sqliteStatements(sqlite),
    readerSql: sqliteStatements(readerSqlite),
    sqlite,
    readerSqlite,
    write,
    writeShared: write,
    writeUnsynced,
    durable: synced,
    failed: walSync?.failed ?? never,
    // one process holds the folder: what it writes it tells itself
    hear: () => () => {},
    tell: () => {},
    close: async () => {
      // the last connection that is closed deletes the log
      await walSync?.close();
      readerSqlite.close();
      sqlite.close();
    },
  };
};
