import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { systemClock } from '../../src/clock.ts';
import { canonicalJson } from '../../src/db/audit-hash.ts';
import type { Evidence } from '../../src/domain/alert.ts';

/** A reading as it arrived. */
export type Arrival = {
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly receivedAt: number;
};

/** What a store holds in the end of the patients of a stream. */
export type Outcome = {
  readonly name: string;
  /** when it was judged to the end */
  readonly at: number;
  /** a row each, so that a doubled one is here twice */
  readonly readings: readonly string[];
  /** as far as they depend on the readings alone */
  readonly alerts: readonly string[];
  /** all of every alert, also of those that ended as superseded */
  readonly told: readonly string[];
  /** in each patient's order of arrival */
  readonly arrivals: readonly Arrival[];
};

const readingsOf = (name: string): string =>
  `FROM reading JOIN patient ON patient.id = reading.patient_id WHERE site_id LIKE '${name}-%'`;

// what a reading that came late has shown to be none depends on the order of arrival, which several connections do not keep
const alertsOf = (name: string): string =>
  `SELECT site_id, rule_id, started_at, severity, ended_at, end_reason
   FROM alert JOIN patient ON patient.id = alert.patient_id
   WHERE site_id LIKE '${name}-%' AND coalesce(end_reason, '') <> 'superseded'`;

/** Asks a store that a service may have open: the address of a database, or a data folder. */
export const askStore = async (where: string, text: string): Promise<unknown[][]> => {
  if (!where.startsWith('postgres:')) {
    const sqlite = new BetterSqlite3(join(where, 'vigil.db'), { readonly: true });
    try {
      return sqlite.prepare(text).raw().all() as unknown[][];
    } finally {
      sqlite.close();
    }
  }
  const client = new pg.Client({ connectionString: where });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
};

/** Asks one question again and again over one connection, made anew when it was lost. */
export const keptCount = (url: string, text: string) => {
  let client: pg.Client | null = null;
  const connected = async (): Promise<pg.Client> => {
    const made = new pg.Client({ connectionString: url });
    made.on('error', () => {
      client = null;
    });
    await made.connect();
    client = made;
    return made;
  };
  return {
    ask: async (): Promise<number> => {
      const { rows } = await (client ?? (await connected())).query({ text, rowMode: 'array' });
      return Number(rows[0]?.[0]);
    },
    end: () => client?.end().catch(() => undefined),
  };
};

export const countIn = async (where: string, text: string): Promise<number> =>
  Number((await askStore(where, text))[0]?.[0]);

export const storedOf = (name: string): string => `SELECT count(*) ${readingsOf(name)}`;

const arrivalsOf = (name: string): string =>
  `SELECT device_id, kind, measured_at, sent_values, sent_unit, received_at ${readingsOf(name)}
   ORDER BY patient.id, arrival`;

/** All but ids, and when by our clock people were asked for. */
const toldOf = (name: string): string =>
  `SELECT site_id, rule_id, rule_version, state, severity, CAST(confirmed AS integer), because, evidence,
     started_at, fired_at, last_at, pending_until, ended_at, end_reason
   FROM alert JOIN patient ON patient.id = alert.patient_id WHERE site_id LIKE '${name}-%'`;

/** PostgreSQL keeps the members of an object in an order of its own. */
const parsed = (json: unknown): unknown => JSON.parse(String(json));

const arrivalOf = ([device, kind, measuredAt, values, unit, receivedAt]: readonly unknown[]): Arrival => {
  const sent = Object.entries(parsed(values) as object).filter(([, value]) => value !== null);
  return {
    topic: `vigil/v1/${device}/${kind}`,
    payload: { measuredAt: Number(measuredAt), ...Object.fromEntries(sent), unit },
    receivedAt: Number(receivedAt),
  };
};

/** On what it stands; what was known of the patient has ids of its own in each run. */
const groundsOf = (json: unknown) => {
  const { judged, ...grounds } = parsed(json) as Evidence;
  return { ...grounds, judged: { ...judged, patient: null } };
};

const toldRow = (row: readonly unknown[]): string =>
  canonicalJson(row.map((cell, i) => (i === 7 ? groundsOf(cell) : cell)));

/** Of the patients of a stream. */
export const outcomeIn = async (where: string, name: string, at = systemClock.now()): Promise<Outcome> => {
  const readings = await askStore(where, `SELECT reading.id ${readingsOf(name)}`);
  const alerts = await askStore(where, alertsOf(name));
  const told = await askStore(where, toldOf(name));
  const arrivals = await askStore(where, arrivalsOf(name));
  return {
    ...{ name, at },
    readings: readings.map(([id]) => String(id)).sort(),
    alerts: alerts.map(row => JSON.stringify(row)).sort(),
    told: told.map(toldRow).sort(),
    arrivals: arrivals.map(arrivalOf),
  };
};
