import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { expect } from 'vitest';
import { recordFault } from './record.ts';

/** What a store holds in the end, as far as it depends on the readings alone. */
export type Outcome = {
  /** a row each, so that a doubled one is here twice */
  readonly readings: readonly string[];
  readonly alerts: readonly string[];
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

export const countIn = async (where: string, text: string): Promise<number> =>
  Number((await askStore(where, text))[0]?.[0]);

export const storedIn = (where: string, name: string): Promise<number> =>
  countIn(where, `SELECT count(*) ${readingsOf(name)}`);

/** Of the patients of a stream. */
export const outcomeIn = async (where: string, name: string): Promise<Outcome> => {
  const readings = await askStore(where, `SELECT reading.id ${readingsOf(name)}`);
  const alerts = await askStore(where, alertsOf(name));
  return {
    readings: readings.map(([id]) => String(id)).sort(),
    alerts: alerts.map(row => JSON.stringify(row)).sort(),
  };
};

type Done = { readonly fault: string; readonly times: number; readonly acknowledged: number };

/** Each reading once, none more, and the same alerts; what was done goes into the table of faults. */
export const expectSame = (done: Done, outcome: Outcome, expected: Outcome): void => {
  const alertsEqual = JSON.stringify(outcome.alerts) === JSON.stringify(expected.alerts);
  const [stored, alerts] = [outcome.readings.length, outcome.alerts.length];
  recordFault({ ...done, stored, lost: done.acknowledged - stored, alerts, alertsEqual });
  expect.soft(expected.alerts, done.fault).not.toEqual([]);
  expect.soft(done.acknowledged, done.fault).toBe(expected.readings.length);
  expect.soft(outcome.readings, done.fault).toEqual(expected.readings);
  expect.soft(outcome.alerts, done.fault).toEqual(expected.alerts);
};
