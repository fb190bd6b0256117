import { InfluxDB, type IPoint } from 'influx';
import type { InfluxOptions } from '../../config-influx.ts';
import type { RefusedReason } from '../../db/tables/history.ts';
import { AppError } from '../../errors.ts';
import { type Point, wholeFields } from './point.ts';

/** One series of an answer. */
export type Series = {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
};

export type Written = { readonly is: 'written' } | { readonly is: 'refused'; readonly reason: RefusedReason };

/** A time-series database, version 1. Every call ends within `longestCallMs`. */
export type Influx = {
  readonly database: string;
  /**
   * All of them are durable, or at least one is refused. Writing a point again overwrites it.
   * @throws AppError not-ready where nobody answers, the account is refused, or there is no such database
   */
  readonly write: (points: readonly Point[]) => Promise<Written>;
  /** The series of each statement, in their order. @throws AppError not-ready, as `write` */
  readonly ask: (statements: readonly string[]) => Promise<readonly (readonly Series[])[]>;
};

/** The policy that raw readings are kept under, in the words of InfluxQL. */
export const rawPolicy = 'raw';
export const dailyPolicy = 'daily';

export const quoted = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`;
export const literal = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

const requestMs = 30_000;
export const longestCallMs = requestMs + 5_000;

/** One host, whose back-off is the caller's own. */
const noBackOff = { getDelay: () => 0, next: () => noBackOff, reset: () => noBackOff };

const notReady = (what: string, remedy: string): AppError =>
  new AppError('not-ready', `the time-series database ${what}`, { field: 'INFLUX_URL', remedy });

const unreachable = (): AppError =>
  notReady('does not answer', 'see that InfluxDB runs at INFLUX_URL, and try again');

const statusOf = (error: unknown): number | null => {
  const status = (error as { res?: { statusCode?: unknown } }).res?.statusCode;
  return typeof status === 'number' ? status : null;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** Its own words may hold values, so they are told in ours. */
const failureOf = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const status = statusOf(error);
  if (status === 401 || status === 403)
    return notReady('refuses the account', 'set INFLUX_USERNAME and INFLUX_PASSWORD to one that may do this');
  if (status === 404 || /database not found/.test(messageOf(error)))
    return notReady('has no such database', 'start Vigil with an account that may create it');
  if (/not authorized/.test(messageOf(error)))
    return notReady('does not allow this account to do that', 'see the privileges in docs/influxdb.md');
  return unreachable();
};

const reasonOf = (message: string): RefusedReason => {
  if (/field type conflict/.test(message)) return 'field-type-conflict';
  if (/beyond retention/.test(message)) return 'beyond-retention';
  if (/unable to parse/.test(message)) return 'not-understood';
  return 'refused';
};

/** A field as the line protocol spells it; the package leaves alone what is neither text nor number. */
const spelled = (name: string, value: number | string) => {
  const text =
    typeof value === 'string'
      ? `"${value.replace(/["\\]/g, '\\$&')}"`
      : `${value}${wholeFields.includes(name) ? 'i' : ''}`;
  return { toString: () => text };
};

const asWritten = ({ measurement, tags, fields, timestamp }: Point): IPoint => ({
  measurement,
  tags: { ...tags },
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, spelled(name, value)])),
  timestamp,
});

/** An answer that breaks off midway never ends in the package: then this ends the wait. */
const inTime = async <T>(call: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unreachable()), longestCallMs);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
};

const clientOf = ({ url, username, password, database }: InfluxOptions): InfluxDB => {
  const { protocol, hostname, port, pathname } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  return new InfluxDB({
    hosts: [
      {
        protocol: protocol === 'https:' ? 'https' : 'http',
        host: hostname,
        port: Number(port) || usual,
        path: pathname === '/' ? '' : pathname,
      },
    ],
    database,
    ...(username === null ? {} : { username, password: password ?? '' }),
    pool: { backoff: noBackOff, maxRetries: 0, requestTimeout: requestMs },
  });
};

type Answer = { results?: { series?: Series[]; error?: string }[] };

export const openInflux = (options: InfluxOptions): Influx => {
  const client = clientOf(options);
  return {
    database: options.database,
    write: async points => {
      try {
        const written = client.writePoints(points.map(asWritten), {
          precision: 'n',
          retentionPolicy: rawPolicy,
        });
        await inTime(written);
        return { is: 'written' };
      } catch (error) {
        const status = statusOf(error);
        if (status === 400 || status === 422) return { is: 'refused', reason: reasonOf(messageOf(error)) };
        throw failureOf(error);
      }
    },
    ask: async statements => {
      const asked = client.queryRaw(statements.join(';\n'), { method: 'POST' });
      const answer = (await inTime(asked).catch(error => {
        throw failureOf(error);
      })) as Answer;
      const results = answer.results ?? [];
      // an answer that breaks off says nothing of the rest
      if (results.length < statements.length && results.every(one => one.error === undefined))
        throw unreachable();
      return results.map(({ series, error }) => {
        if (error !== undefined) throw failureOf(new Error(error));
        return series ?? [];
      });
    },
  };
};
