import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { randomOf } from '../../simulators/random.ts';
import { callAt } from '../../src/cli/anywhere.ts';
import { importThrough } from '../../src/cli/import.ts';
import { connectPublisher, pipeline } from '../../src/cli/publisher.ts';
import { systemClock } from '../../src/clock.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { enrol, testApp } from '../support/app.ts';
import { userPassword, writtenMosquitto } from '../support/mosquitto.ts';
import { mosquitto } from '../support/services.ts';
import { tempFolder } from '../support/store.ts';
import { eventually, exited, freePort, getJson, startVigil } from './process.ts';
import { recordFault } from './record.ts';
import { messagesOf, rosterOf, streamOf } from './stream.ts';

const { missing } = mosquitto();

const plan = streamOf('k', 1_000, 30_000, 2 * dayMs);
const inFlight = 2_000;
/** a bound on a hung test, on a busy machine */
const limitMs = 200_000;

/** What a store holds in the end, as far as it depends on the readings alone. */
const outcomeOf = (folder: string) => {
  const sqlite = new BetterSqlite3(join(folder, 'vigil.db'), { readonly: true });
  const readings = sqlite.prepare('SELECT id FROM reading ORDER BY id').pluck().all();
  const alerts = sqlite
    .prepare(
      `SELECT site_id, rule_id, started_at, fired_at, ended_at, end_reason, severity, confirmed, because
       FROM alert JOIN patient ON patient.id = alert.patient_id ORDER BY 1, 2, 3, 4`,
    )
    .raw()
    .all();
  sqlite.close();
  return { readings, alerts };
};

const undisturbed = async () => {
  const { app, folder } = await testApp(0, { clock: systemClock });
  await enrol(app, systemClock.now(), rosterOf(plan));
  await pipeline(messagesOf(plan), inFlight, async ({ topic, payload }) => {
    const bytes = Buffer.from(payload);
    await app.ingest({ source: 'mqtt', topic, payload: bytes, receivedAt: systemClock.now(), mode: 'live' });
  });
  await app.evaluator.idle();
  return outcomeOf(folder);
};

/** Vigil as a process of its own, on one data folder however often it is killed. */
const killable = async (brokerEnv: Readonly<Record<string, string>>) => {
  const [dataFolder, port] = [tempFolder(), await freePort()];
  const api = `http://127.0.0.1:${port}`;
  const env = { ...brokerEnv, VIGIL_DATA: dataFolder, VIGIL_PORT: String(port) };
  let running: ReturnType<typeof startVigil> | undefined;
  onTestFinished(() => {
    running?.process.kill('SIGKILL');
  });
  return {
    api,
    dataFolder,
    start: () => {
      running = startVigil(['serve'], env);
    },
    ready: () => eventually(() => getJson(`${api}/readyz`), limitMs),
    kill: async () => {
      if (!running) return;
      const gone = exited(running);
      running.process.kill('SIGKILL');
      await gone;
    },
  };
};

const reading = (folder: string) => {
  const sqlite = new BetterSqlite3(join(folder, 'vigil.db'), { readonly: true });
  onTestFinished(() => {
    sqlite.close();
  });
  const count = sqlite.prepare('SELECT count(*) FROM reading').pluck();
  return () => count.get() as number;
};

test.skipIf(missing)(
  'kill -9 of Vigil behind Mosquitto loses none of 30,000 acknowledged readings, doubles none, changes no alert',
  async () => {
    const expected = await undisturbed();

    const broker = await writtenMosquitto({ users: { gateway: 'topic write vigil/v1/+/+' } });
    const vigil = await killable(broker.env);
    vigil.start();
    await vigil.ready();
    const call = callAt(vigil.api, { token: null, dataFolder: vigil.dataFolder });
    await importThrough(call, rosterOf(plan));
    const stored = reading(vigil.dataFolder);

    const url = broker.url.replace('//', `//gateway:${userPassword}@`);
    const publisher = await connectPublisher(url, { connections: 8 });
    let acknowledged = 0;
    const published = pipeline(messagesOf(plan), inFlight, async ({ topic, payload }) => {
      await publisher.publish(topic, payload);
      acknowledged += 1;
    });

    const random = randomOf('mosquitto-kill');
    for (let kills = 0; kills < 3; kills += 1) {
      const more = random.between(0.05, 0.25) * plan.readings;
      const count = Math.min(stored() + more, 0.97 * plan.readings);
      await eventually(() => stored() >= count || undefined, limitMs);
      await vigil.kill();
      vigil.start();
    }
    await published;
    await publisher.close();
    await eventually(() => stored() >= acknowledged || undefined, limitMs);
    await eventually(async () => {
      const metrics = await (await fetch(`${vigil.api}/metrics`)).text();
      return /^vigil_due_patients 0$/m.test(metrics) || undefined;
    }, limitMs);
    await vigil.kill();

    const outcome = outcomeOf(vigil.dataFolder);
    const [held, alerts] = [outcome.readings.length, outcome.alerts.length];
    recordFault({
      ...{ fault: 'kill -9 of one process with SQLite behind Mosquitto', times: 3, acknowledged },
      ...{ stored: held, lost: acknowledged - held, alerts },
      alertsEqual: JSON.stringify(outcome.alerts) === JSON.stringify(expected.alerts),
    });
    expect(acknowledged).toBe(plan.readings);
    expect(outcome.readings).toHaveLength(plan.readings);
    expect(outcome.readings).toEqual(expected.readings);
    expect(expected.alerts.length).toBeGreaterThan(100);
    expect(outcome.alerts).toEqual(expected.alerts);
  },
  600_000,
);
