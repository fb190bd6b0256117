import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { ReadOnlyStore } from './open-read-only.ts';
import {
  connector,
  endingIdle,
  longestReadMs,
  patienceMs as usualPatienceMs,
} from './postgres-connection.ts';
import { channelOf, createListener } from './postgres-listener.ts';
import { advisory, createPostgresWriter } from './postgres-writer.ts';
import * as tables from './schema.pg.ts';
import type { Tables } from './schema.ts';
import { postgresStatements } from './statements.ts';
import type { Db, Store } from './store.ts';

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations', 'postgres');

const { INT8, NUMERIC, JSON: json, JSONB } = pg.types.builtins;
// instants and counts lie below 2^53; JSON is read where it is used, as with SQLite
for (const oid of [INT8, NUMERIC]) pg.types.setTypeParser(oid, Number);
for (const oid of [json, JSONB]) pg.types.setTypeParser(oid, text => text);

export type PostgresOptions = {
  readonly url: string;
  /** connections that only read */
  readonly readers?: number | undefined;
  /** how long an answer is waited for before the server is asked what it does */
  readonly patienceMs?: number | undefined;
};

const queriesOver = (client: pg.Pool | pg.Client): Db =>
  drizzle(client, { casing: 'snake_case' }) as unknown as Db;

/** Two processes that start at once migrate one after the other. */
const migrateAlone = async (client: pg.Client): Promise<void> => {
  await client.query('SELECT pg_advisory_lock($1, $2)', [advisory.family, advisory.migrating]);
  try {
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.query('SELECT pg_advisory_unlock($1, $2)', [advisory.family, advisory.migrating]);
  }
};

const readerPool = (options: pg.PoolConfig): pg.Pool => {
  const readOnly = '-c default_transaction_read_only=on';
  const pool = new pg.Pool({ query_timeout: longestReadMs, ...options, options: readOnly });
  // a connection lost while idle is replaced by the next one asked for
  pool.on('error', () => undefined);
  return pool;
};

/** Opens the store in a PostgreSQL database to look at it; nothing is migrated. */
export const openPostgresReader = (url: string): ReadOnlyStore => {
  const pool = readerPool({ connectionString: url, application_name: 'vigil reader', max: 2 });
  return {
    reader: queriesOver(pool),
    t: tables as unknown as Tables,
    readerSql: postgresStatements(() => pool),
    close: () => pool.end(),
  };
};

/** Opens (and migrates) the store in a PostgreSQL database. @throws what `pg` says when it cannot be reached */
export const openPostgres = async (given: PostgresOptions): Promise<Store> => {
  const { url, readers = 8, patienceMs = usualPatienceMs } = given;
  const options: pg.ClientConfig = {
    connectionString: url,
    application_name: 'vigil',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
  const connect = connector(options);
  const { client: migrator } = await connect();
  await migrateAlone(migrator).finally(() => migrator.end());
  const writer = createPostgresWriter({
    connect: () =>
      connect({ pipeline: true, idle_in_transaction_session_timeout: 60_000 } as pg.ClientConfig),
    ...{ endIfIdle: endingIdle(connect, patienceMs / 2), patienceMs },
  });
  const pool = readerPool({ ...options, max: readers, query_timeout: 3 * patienceMs });
  const listener = createListener(() => connect({ query_timeout: patienceMs }), patienceMs);
  // Drizzle asks its client for `query` alone; this one always asks the connection of the transaction in hand
  const inHand = {
    query: (...args: Parameters<pg.Client['query']>) => writer.current().query(...args),
  } as unknown as pg.Client;
  return {
    dialect: 'postgres',
    t: tables as unknown as Tables,
    db: queriesOver(inHand),
    reader: queriesOver(pool),
    sql: postgresStatements(writer.current),
    readerSql: postgresStatements(() => pool),
    write: writer.write,
    writeShared: writer.writeShared,
    // the server tells listeners at the commit, so that has to be durable
    writeUnsynced: writer.writeShared,
    durable: () => Promise.resolve(),
    failed: new Promise(() => {}),
    hear: listener.hear,
    // whoever cannot be told now looks by itself later
    tell: news => void pool.query('SELECT pg_notify($1, $2)', [channelOf(news), '']).catch(() => undefined),
    close: async () => {
      await listener.close();
      await writer.close();
      await pool.end();
    },
  };
};
