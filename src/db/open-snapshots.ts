import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Sql, sqliteStatements } from './statements.ts';

/** A store read by another thread while its service writes. */
export type Snapshots = {
  readonly sql: Sql;
  /** what `read` asks for is as it was at one instant */
  readonly read: <T>(read: () => Promise<T>) => Promise<T>;
  readonly close: () => void;
};

/** KiB of pages kept: what one instant is asked for. For the next they are read anew, since the service has written. */
const cacheKib = 16_384;

/** Opens the SQLite store in a folder to read it. @throws when there is none */
export const openSnapshots = (folder: string): Snapshots => {
  const sqlite = new BetterSqlite3(join(folder, 'vigil.db'), { readonly: true, timeout: 5_000 });
  sqlite.pragma(`cache_size = -${cacheKib}`);
  const [begin, end] = [sqlite.prepare('BEGIN'), sqlite.prepare('COMMIT')];
  return {
    sql: sqliteStatements(sqlite),
    read: async read => {
      begin.run();
      try {
        return await read();
      } finally {
        end.run();
      }
    },
    close: () => {
      sqlite.close();
    },
  };
};
