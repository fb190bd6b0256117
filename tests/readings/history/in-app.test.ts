import { expect, test } from 'vitest';
import type { App, AppOptions } from '../../../src/app.ts';
import { dayMs, hourMs } from '../../../src/domain/local-day.ts';
import { isQueueKept } from '../../../src/readings/history/triggers.ts';
import { eventually } from '../../faults/process.ts';
import { deliver, enrol, testApp } from '../../support/app.ts';
import { eitherStore } from '../../support/either-store.ts';
import { ownDatabase, sharedInflux } from '../../support/influx.ts';
import { influxd } from '../../support/services.ts';
import { bloodPressure, iso, now, smallRoster } from '../../support/store.ts';

const server = sharedInflux();

const shown = async (app: App, path: string): Promise<Response> =>
  app.api.request(`/api/v1/patients/P1/${path}`, {
    headers: { authorization: `Bearer ${app.tokens.operator}`, host: 'localhost' },
  });

const daysAgo = (at: string): number => Math.round((now - Date.parse(at)) / dayMs);

test.skipIf(influxd().missing)('charts and the export show what the store no longer has', async () => {
  const influx = ownDatabase(server(), { hotDays: 40 });
  const { app, clock } = await testApp(now, { influx });
  await enrol(app, now, smallRoster);
  const sent = [90, 60, 1].map(days => ({
    ...{ at: now, topic: 'vigil/v1/bp-1/blood-pressure' },
    payload: bloodPressure(iso(now - days * dayMs)),
  }));
  await deliver(app, clock, sent);
  const count = async (): Promise<number> =>
    (await app.store.reader.select().from(app.store.t.reading)).length;
  const waiting = async (): Promise<number> =>
    (await app.store.reader.select().from(app.store.t.historyQueue)).length;
  await eventually(async () => {
    clock.set(clock.now() + 1_000);
    return (await waiting()) === 0 ? true : undefined;
  });
  await eventually(async () => {
    clock.set(clock.now() + hourMs);
    return (await count()) === 1 ? true : undefined;
  });
  const { items } = (await (await shown(app, 'readings')).json()) as { items: { measuredAt: string }[] };
  expect(items.map(item => daysAgo(item.measuredAt))).toEqual([90, 60, 1]);
  const csv = await (await shown(app, 'readings.csv')).text();
  expect(csv.trim().split('\r\n')).toHaveLength(4);
  await server().ask(`DROP DATABASE "${influx.database}"`);
  expect((await shown(app, `readings?from=${iso(now - 5 * dayMs)}`)).status).toBe(200);
  expect((await shown(app, 'readings')).status).toBe(503);
});

test('a command that knows of no InfluxDB leaves the queue of a service as it is', async () => {
  const influx = {
    url: 'http://127.0.0.1:1',
    username: null,
    password: null,
    database: 'none',
    hotDays: null,
  };
  const { folder, url: database, store } = await eitherStore();
  const kept = () => isQueueKept(store.readerSql);
  const started = async (options: Partial<AppOptions>): Promise<void> => {
    const { app } = await testApp(now, { dataFolder: folder, database, ...options });
    await app.close();
  };
  await started({ influx, roles: ['forward'] });
  expect(await kept()).toBe(true);
  await started({ influx: null, roles: [], passing: true });
  expect(await kept()).toBe(true);
  await started({ influx: null, roles: ['api'] });
  expect(await kept()).toBe(false);
  // nor does it begin one that no process forwards
  await started({ influx, roles: [], passing: true });
  expect(await kept()).toBe(false);
  await started({ influx, passing: true });
  expect(await kept()).toBe(false);
});
