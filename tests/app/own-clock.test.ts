import { describe, expect, onTestFinished, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { heldClock, systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/log.ts';
import { deliver, enrol, type App as SqliteApp } from '../support/app.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { bloodPressure, iso, smallRoster, tempFolder } from '../support/store.ts';

const { missing, database } = ownPostgres();
const hourMs = 3_600_000;

/** A process whose clock stands an hour behind that of the database. */
const behind = async (guardClock: boolean) => {
  const start = systemClock.now() - hourMs;
  const clock = heldClock(start);
  const app: App = await startApp({
    ...{ dataFolder: tempFolder(), database: await database(), clock, guardClock, log: silentLog },
    ...{ host: '127.0.0.1', port: null, mqttPort: null, webFolder: null, maxPayloadBytes: 65_536 },
  });
  onTestFinished(() => app.close());
  await enrol(app as SqliteApp, start, smallRoster);
  const payload = bloodPressure(iso(start), { systolic: 70, diastolic: 50 });
  await deliver(app as SqliteApp, clock, [{ at: start, topic: 'vigil/v1/bp-1/blood-pressure', payload }]);
  const judged = () => app.metrics.read('vigil_readings_judged_total');
  const duties = () => app.store.reader.select().from(app.store.t.claim);
  const ready = async () => (await app.api.request('/readyz')).status;
  const { reading } = app.store.t;
  const receivedAt = async () =>
    (await app.store.reader.select({ at: reading.receivedAt }).from(reading)).map(row => row.at - start);
  return { app, clock, judged, duties, ready, receivedAt };
};

describe.skipIf(missing)('a process whose clock is an hour off', () => {
  test('is not ready, judges nothing and has no duty, until its clock is right', async () => {
    const { app, clock, judged, duties, ready, receivedAt } = await behind(true);
    expect(await (await app.api.request('/readyz')).text()).toMatch(/behind the database's.*NTP/);
    app.evaluator.kick();
    // what was kicked, if it ran, has the writer before this
    await app.store.write(() => undefined);
    expect([judged(), await duties()]).toEqual([0, []]);
    expect(await app.metrics.render()).toMatch(/vigil_clock_skew_seconds -3[56]\d\d/);
    const [after] = await receivedAt();
    expect(after).toBeGreaterThan(hourMs - 1_000);
    expect(after).toBeLessThan(hourMs + 60_000);
    clock.set(systemClock.now());
    await expect.poll(judged, { timeout: 20_000 }).toBe(1);
    expect(await ready()).toBe(200);
  });

  test('goes on where nobody asked for a guard: a held clock is the test’s own', async () => {
    const { app, judged, ready, receivedAt } = await behind(false);
    await app.evaluator.idle();
    expect([judged(), await ready(), await receivedAt()]).toEqual([1, 200, [0]]);
  });
});

test.skipIf(missing)(
  'what another process takes in whose clock jumped an hour ahead is judged at once all the same',
  async () => {
    const clock = heldClock(systemClock.now());
    const app: App = await startApp({
      ...{ dataFolder: tempFolder(), database: await database(), clock, guardClock: true, log: silentLog },
      ...{ host: '127.0.0.1', port: null, mqttPort: null, webFolder: null, maxPayloadBytes: 65_536 },
    });
    onTestFinished(() => app.close());
    await enrol(app as SqliteApp, clock.now(), smallRoster);
    await app.evaluator.idle();
    await app.ingest({
      ...{ source: 'http', topic: 'vigil/v1/bp-1/blood-pressure', mode: 'live' },
      payload: Buffer.from(
        JSON.stringify(bloodPressure(iso(clock.now() - 60_000), { systolic: 70, diastolic: 50 })),
      ),
      receivedAt: clock.now() + hourMs,
    });
    clock.set(systemClock.now() + 1_000);
    await app.evaluator.idle();
    const { alert } = app.store.t;
    expect(await app.store.reader.select({ ruleId: alert.ruleId }).from(alert)).toEqual([
      { ruleId: 'bp-low' },
    ]);
  },
);
