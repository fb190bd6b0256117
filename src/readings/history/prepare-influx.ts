import type { Kind } from '../../domain/reading.ts';
import { kinds } from '../../domain/reading.ts';
import { dailyPolicy, type Influx, quoted, rawPolicy, type Series } from './influx.ts';
import { measurements } from './point.ts';

/** The numbers of each kind that have daily rollups. */
const rolled: Readonly<Record<Kind, readonly string[]>> = {
  'blood-pressure': ['systolic_mmhg', 'diastolic_mmhg', 'pulse_per_min'],
  glucose: ['glucose_mg_dl'],
  weight: ['weight_kg'],
};

const functions = ['mean', 'min', 'max', 'count'] as const;

export const rawOf = (database: string, kind: Kind): string =>
  [database, rawPolicy, measurements[kind]].map(quoted).join('.');
export const dailyName = (kind: Kind): string => `daily_${measurements[kind]}`;
const dailyOf = (database: string, kind: Kind): string =>
  [database, dailyPolicy, dailyName(kind)].map(quoted).join('.');

/** Mean, least, greatest and count of each UTC day and patient, of readings that nobody doubts. */
export const rollUp = (database: string, kind: Kind, where = ''): string => {
  const selected = rolled[kind].flatMap(field =>
    functions.map(name => `${name}(${quoted(field)}) AS ${quoted(`${field}_${name}`)}`),
  );
  return `SELECT ${selected.join(', ')} INTO ${dailyOf(database, kind)} FROM ${rawOf(database, kind)} WHERE "suspect" = 'n'${where} GROUP BY time(1d), "patient"`;
};

/** How far back the database itself keeps its daily rollups current. */
export const rolledBackDays = 3;

const continuous = (database: string, kind: Kind): string =>
  `CREATE CONTINUOUS QUERY ${quoted(dailyName(kind))} ON ${quoted(database)} RESAMPLE EVERY 1h FOR ${rolledBackDays}d BEGIN ${rollUp(database, kind)} END`;

/** What an administrator does for an account that may only read and write; docs/influxdb.md shows them. */
export const influxStatements = (database: string) => ({
  database: `CREATE DATABASE ${quoted(database)} WITH DURATION INF REPLICATION 1 SHARD DURATION 30d NAME ${quoted(rawPolicy)}`,
  raw: `CREATE RETENTION POLICY ${quoted(rawPolicy)} ON ${quoted(database)} DURATION INF REPLICATION 1 SHARD DURATION 30d`,
  daily: `CREATE RETENTION POLICY ${quoted(dailyPolicy)} ON ${quoted(database)} DURATION INF REPLICATION 1 SHARD DURATION 52w`,
  continuous: Object.fromEntries(kinds.map(kind => [dailyName(kind), continuous(database, kind)])),
});

const firstColumn = (series: Series | undefined): Set<unknown> =>
  new Set((series?.values ?? []).map(row => row[0]));

const policiesOf = async (influx: Influx): Promise<Set<unknown> | null> => {
  const policies = `SHOW RETENTION POLICIES ON ${quoted(influx.database)}`;
  const found = await influx.ask([policies]).catch((error: unknown) => {
    if (error instanceof Error && /no such database/.test(error.message)) return null;
    throw error;
  });
  return found && firstColumn(found[0]?.[0]);
};

const continuousOf = async (influx: Influx): Promise<Set<unknown>> => {
  const [databases = []] = await influx.ask(['SHOW CONTINUOUS QUERIES']);
  return firstColumn(databases.find(({ name }) => name === influx.database));
};

/**
 * Makes the database, its retention policies and its continuous queries where they are missing, and leaves what is there
 * as it is; what it made. @throws AppError not-ready
 */
export const prepareInflux = async (influx: Influx): Promise<readonly string[]> => {
  const statements = influxStatements(influx.database);
  const made: string[] = [];
  const make = async (what: string, statement: string): Promise<void> => {
    await influx.ask([statement]);
    made.push(what);
  };
  const policies = await policiesOf(influx);
  if (policies === null) await make('database', statements.database);
  else if (!policies.has(rawPolicy)) await make(rawPolicy, statements.raw);
  if (!policies?.has(dailyPolicy)) await make(dailyPolicy, statements.daily);
  const queries = await continuousOf(influx);
  for (const [name, statement] of Object.entries(statements.continuous))
    if (!queries.has(name)) await make(name, statement);
  return made;
};
