import type { InfluxOptions } from '../config-influx.ts';
import { openPostgresReader } from './open-postgres.ts';
import { openReadOnly, type ReadOnlyStore } from './open-read-only.ts';

/** Where a service keeps its store: in PostgreSQL, or in the data folder. */
export type Where = {
  readonly folder: string;
  readonly database: string | null;
  /** where older readings may be kept alone; absent: nowhere */
  readonly influx?: InfluxOptions | null;
};

/** Opens the store of a service to look at it. @throws as `openReadOnly` */
export const openReader = ({ folder, database }: Where): ReadOnlyStore =>
  database === null
    ? openReadOnly(folder, { table: 'alert', column: 'quiet_by' })
    : openPostgresReader(database);
