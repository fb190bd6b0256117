import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';

/** These commands copy the files of SQLite; a server's data are none of theirs. @throws AppError */
export const refusePostgres = ({ database }: Pick<Config, 'database'>): void => {
  if (database === null) return;
  throw new AppError('not-allowed-now', 'the store is in Postgres, which is backed up by its own tools', {
    field: 'DATABASE_URL',
    remedy: 'use pgBackRest (any instant) or pg_dump (a copy): docs/backup.md says how',
  });
};
