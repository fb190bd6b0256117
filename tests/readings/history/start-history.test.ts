import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../../src/log.ts';
import { openInflux } from '../../../src/readings/history/influx.ts';
import { influxStatements } from '../../../src/readings/history/prepare-influx.ts';
import { settleQueue } from '../../../src/readings/history/start-history.ts';
import { eitherStore } from '../../support/either-store.ts';
import { bloodPressure, iso, now } from '../../support/store.ts';

const influx = openInflux({
  ...{ url: 'http://127.0.0.1:1', username: null, password: null, database: 'none', hotDays: null },
});

describe('at the start of a process', () => {
  test('readings are queued with a database to forward to, and not without', async () => {
    const { store, clock, send, rows } = await eitherStore();
    const told: string[] = [];
    const log = { ...silentLog, warn: (event: string) => told.push(event) };
    const start = (to: typeof influx | null) => settleQueue({ store, clock, log, influx: to });
    const queuedAfter = async (minutes: number): Promise<number> => {
      await send({ payload: bloodPressure(iso(now - minutes * 60_000)) });
      return (await rows('history_queue')).length;
    };
    await start(null);
    expect(await queuedAfter(1)).toBe(0);
    await start(influx);
    expect(told).toEqual(['history-to-fill-up']);
    expect(await queuedAfter(2)).toBe(1);
    await start(influx);
    expect(told).toHaveLength(1);
    await start(null);
    expect(await queuedAfter(3)).toBe(1);
  });

  test('a store without readings has nothing to fill up', async () => {
    const { store, clock } = await eitherStore();
    const told: string[] = [];
    await settleQueue({ store, clock, influx, log: { ...silentLog, warn: event => told.push(event) } });
    expect(told).toEqual([]);
  });
});

test('docs/influxdb.md shows an administrator what Vigil would make', () => {
  const page = readFileSync(new URL('../../../docs/influxdb.md', import.meta.url), 'utf8');
  const { database, daily, continuous } = influxStatements('vigil');
  for (const statement of [database, daily, ...Object.values(continuous)]) expect(page).toContain(statement);
});
