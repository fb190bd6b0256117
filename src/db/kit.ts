import {
  bigint,
  bigserial,
  boolean,
  customType,
  doublePrecision,
  integer,
  jsonb,
  index as pgIndex,
  primaryKey as pgPrimaryKey,
  pgTable,
  type text as pgText,
  uniqueIndex as pgUniqueIndex,
} from 'drizzle-orm/pg-core';
import {
  blob,
  real,
  index as sqliteIndex,
  integer as sqliteInteger,
  primaryKey as sqlitePrimaryKey,
  sqliteTable,
  text as sqliteText,
  uniqueIndex as sqliteUniqueIndex,
} from 'drizzle-orm/sqlite-core';

// ids and codes order by their bytes, as in SQLite and in JavaScript, whatever the locale of the database
const bytewise = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** The columns every table is built from, in Postgres' words. Instants are epoch milliseconds. */
export const pgKit = {
  table: pgTable,
  text: () => bytewise() as unknown as ReturnType<typeof pgText>,
  int: () => integer(),
  instant: () => bigint({ mode: 'number' }),
  double: () => doublePrecision(),
  bool: () => boolean(),
  json: () => jsonb(),
  bytes: () => bytea(),
  serial: () => bigserial({ mode: 'number' }).primaryKey(),
  index: pgIndex,
  uniqueIndex: pgUniqueIndex,
  primaryKey: pgPrimaryKey,
};

export type Kit = typeof pgKit;

/** The same columns in SQLite's words; cast, because the two differ in types that no query here can tell apart. */
export const sqliteKit = {
  table: sqliteTable,
  text: () => sqliteText(),
  int: () => sqliteInteger(),
  instant: () => sqliteInteger(),
  double: () => real(),
  bool: () => sqliteInteger({ mode: 'boolean' }),
  json: () => sqliteText({ mode: 'json' }),
  bytes: () => blob({ mode: 'buffer' }),
  serial: () => sqliteInteger().primaryKey({ autoIncrement: true }),
  index: sqliteIndex,
  uniqueIndex: sqliteUniqueIndex,
  primaryKey: sqlitePrimaryKey,
} as unknown as Kit;
