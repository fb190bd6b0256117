import type BetterSqlite3 from 'better-sqlite3';

/** Runs `work` alone, inside BEGIN IMMEDIATE … COMMIT; resolves only once the commit is durable. */
export type Write = <T>(work: () => T | Promise<T>) => Promise<T>;

export const createWriter = (sqlite: BetterSqlite3.Database): Write => {
  const begin = sqlite.prepare('BEGIN IMMEDIATE');
  const commit = sqlite.prepare('COMMIT');
  const rollback = sqlite.prepare('ROLLBACK');
  let last: Promise<unknown> = Promise.resolve();

  const transact = async <T>(work: () => T | Promise<T>): Promise<T> => {
    begin.run();
    try {
      const result = await work();
      commit.run();
      return result;
    } catch (error) {
      if (sqlite.inTransaction) rollback.run();
      throw error;
    }
  };

  return work => {
    const run = last.then(() => transact(work));
    last = run.catch(() => undefined);
    return run;
  };
};
