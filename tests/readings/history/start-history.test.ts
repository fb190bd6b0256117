import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { minuteMs } from '../../../src/domain/local-day.ts';
import { silentLog } from '../../../src/log.ts';
import { openInflux } from '../../../src/readings/history/influx.ts';
import { influxStatements } from '../../../src/readings/history/prepare-influx.ts';
import { settleQueue, startHistory } from '../../../src/readings/history/start-history.ts';
import { dropQueue } from '../../../src/readings/history/triggers.ts';
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
    expect(told).toEqual(['history-to-fill-up', 'history-queue-stopped']);
  });

  test('a store without readings has nothing to fill up', async () => {
    const { store, clock } = await eitherStore();
    const told: string[] = [];
    await settleQueue({ store, clock, influx, log: { ...silentLog, warn: event => told.push(event) } });
    expect(told).toEqual([]);
  });
});

describe('a queue that another process stopped', () => {
  /** What forwards, on a store whose readings are queued, and what is queued, and what was told so far. */
  const forwarding = async () => {
    const opened = await eitherStore();
    const { store, clock, metrics, send, rows } = opened;
    const told: string[] = [];
    const log = { ...silentLog, warn: (event: string) => told.push(event) };
    await settleQueue({ store, clock, influx, log: silentLog });
    const history = startHistory({ store, influx, clock, log, metrics, hotDays: null, random: () => 0 });
    onTestFinished(history.stop);
    await history.idle();
    told.length = 0;
    return {
      ...{ store, clock, told },
      /** A minute later. */
      looked: async () => {
        clock.set(clock.now() + minuteMs);
        await history.idle();
      },
      stop: history.stop,
      /** how many wait after one more that was measured so many minutes ago */
      queuedAfter: async (minutes: number): Promise<number> => {
        await send({ payload: bloodPressure(iso(now - minutes * minuteMs)) });
        return (await rows('history_queue')).length;
      },
    };
  };

  test('is told within a minute and begins again, and what came between is to be filled up', async () => {
    const s = await forwarding();
    expect(await s.queuedAfter(1)).toBe(1);
    await s.looked();
    expect(s.told).toEqual([]);
    await dropQueue(s.store);
    expect(await s.queuedAfter(2)).toBe(1);
    await s.looked();
    expect(s.told).toEqual(['history-queue-stopped', 'history-to-fill-up']);
    expect(await s.queuedAfter(3)).toBe(2);
    await s.looked();
    expect(s.told).toHaveLength(2);
  });

  test('stays so once nothing is forwarded any more', async () => {
    const s = await forwarding();
    await s.stop();
    await dropQueue(s.store);
    s.clock.set(s.clock.now() + minuteMs);
    expect(await s.queuedAfter(1)).toBe(0);
  });
});

test('docs/influxdb.md shows an administrator what Vigil would make', () => {
  const page = readFileSync(new URL('../../../docs/influxdb.md', import.meta.url), 'utf8');
  const { database, daily, continuous } = influxStatements('vigil');
  for (const statement of [database, daily, ...Object.values(continuous)]) expect(page).toContain(statement);
});
