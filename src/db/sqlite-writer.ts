import type BetterSqlite3 from 'better-sqlite3';
import { oneAtATime, type Write } from './writer.ts';

/** Transactions on one connection: BEGIN IMMEDIATE … COMMIT. */
export const createSqliteWriter = (sqlite: BetterSqlite3.Database): Write => {
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const rollback = sqlite.prepare('ROLLBACK');

  return oneAtATime(async work => {
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
};
