import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../errors.ts';

export type StoreFacts = {
  readonly migrations: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly heads: readonly string[];
};

type Sqlite = BetterSqlite3.Database;

const textsOf = (sqlite: Sqlite, sql: string): string[] => sqlite.prepare<[], string>(sql).pluck().all();

const tablesOf = (sqlite: Sqlite): string[] =>
  textsOf(sqlite, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").filter(
    name => !name.startsWith('sqlite_'),
  );

const countOf = (sqlite: Sqlite, table: string): number =>
  sqlite.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0;

const headOf = (sqlite: Sqlite, table: string): string[] =>
  textsOf(sqlite, `SELECT hash FROM ${table} WHERE hash IS NOT NULL ORDER BY id DESC LIMIT 1`);

const factsOf = (sqlite: Sqlite): StoreFacts => {
  const tables = tablesOf(sqlite);
  const counts = Object.fromEntries(tables.map(table => [table, countOf(sqlite, table)]));
  const audited = ['audit_log', 'access_seal'].filter(table => tables.includes(table));
  return {
    migrations: counts.__drizzle_migrations ?? 0,
    counts,
    heads: audited.flatMap(table => headOf(sqlite, table)),
  };
};

const faultIn = (sqlite: Sqlite): string | null => {
  try {
    const [first] = textsOf(sqlite, 'PRAGMA integrity_check(1)');
    return first === 'ok' ? null : (first ?? 'no answer');
  } catch {
    return 'it is no store';
  }
};

/**
 * Checks the pages and indexes of a store that nothing else has open, leaves it as one file without a journal, and
 * says what is in it. @throws AppError bad-request naming `name`
 */
export const lookAtStore = (file: string, name: string): StoreFacts => {
  const sqlite = new BetterSqlite3(file, { fileMustExist: true, timeout: 5_000 });
  try {
    const fault = faultIn(sqlite);
    if (fault !== null) {
      throw new AppError('bad-request', `${name} is damaged: ${fault}`, {
        remedy: 'use another backup, and have the disk looked at',
      });
    }
    sqlite.pragma('journal_mode = DELETE');
    return factsOf(sqlite);
  } finally {
    sqlite.close();
  }
};
