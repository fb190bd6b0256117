import type BetterSqlite3 from 'better-sqlite3';
import type { Durable } from './wal-sync.ts';
import { oneAtATime, type Write } from './writer.ts';

export type SqliteWriter = {
  /** resolves once the commit is durable; the next transaction does not wait for that */
  readonly write: Write;
  /** resolves once it is committed; it is durable no later than what is written after it */
  readonly writeUnsynced: Write;
};

/** Transactions on one connection: BEGIN IMMEDIATE … COMMIT. */
export const createSqliteWriter = (sqlite: BetterSqlite3.Database, durable: Durable): SqliteWriter => {
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const rollback = sqlite.prepare('ROLLBACK');

  const writeUnsynced = oneAtATime(async work => {
    begin.run();
    try {
      const result = await work();
      commit.run();
      return result;
    } catch (error) {
      if (sqlite.inTransaction) rollback.run();
      throw error;
    }
  });

  return {
    writeUnsynced,
    write: async work => {
      const result = await writeUnsynced(work);
      await durable();
      return result;
    },
  };
};
