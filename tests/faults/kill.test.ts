import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readOperatorToken } from '../../src/accounts/operator-token.ts';
import type { PatientAlertBody } from '../../src/contract/alerts.ts';
import type { PatientSummaryBody } from '../../src/contract/patients.ts';
import type { ReadingBody } from '../../src/contract/readings.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { eventually, exited, freePort, getAll, getJson, type Running, startVigil } from './process.ts';

const patients = 400;
const endAt = new Date().toISOString();
const folders: string[] = [];
const running: Running[] = [];

afterEach(() => {
  for (const { process: child } of running.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-kill-'));
  folders.push(folder);
  return folder;
};

type Ledger = readonly { readonly topic: string; readonly payload: Record<string, unknown> }[];

const ledgerLines = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
};

type Outcome = { readonly ledger: Ledger; readonly readings: ReadingBody[]; readonly alerts: string[] };

/** What a wrong clock claims is filed when it is received, and that differs from run to run. */
const isAstray = ({ payload }: Ledger[number]): boolean =>
  Math.abs(Date.parse(String(payload.measuredAt)) - Date.parse(endAt)) > 100 * dayMs;

/** SIM-0001 of sim-0001-bp. */
const patientOf = (deviceId: string | undefined): string => (deviceId ?? '').slice(0, 8).toUpperCase();

const keysOf = <T>(items: readonly T[], key: (item: T) => string): readonly string[] => items.map(key).sort();
/** A message that a device sent twice counts once. */
const sentKeys = ({ ledger }: Outcome): readonly string[] => [...new Set(keysOf(ledger, sentKey))];

const factsOf = (a: PatientAlertBody): string =>
  JSON.stringify([
    a.patientSiteId,
    a.ruleId,
    a.startedAt,
    a.firedAt,
    a.endedAt,
    a.endReason,
    a.severity,
    a.confirmed,
    a.because,
  ]);

const serving = (env: Record<string, string>, api: string) => {
  const server = startVigil(['serve'], env);
  running.push(server);
  return eventually(() => getJson(`${api}/readyz`)).then(() => server);
};

/** Simulates a panel at full speed against a service that is killed whenever so many readings are acknowledged. */
const runWithKills = async (killsAt: readonly number[]): Promise<Outcome> => {
  const folder = newFolder();
  const [port, mqttPort] = [await freePort(), await freePort()];
  const api = `http://127.0.0.1:${port}`;
  const env = {
    VIGIL_DATA: join(folder, 'data'),
    VIGIL_PORT: String(port),
    VIGIL_MQTT_PORT: String(mqttPort),
  };
  let server = await serving(env, api);

  const ledgerFile = join(folder, 'ledger.jsonl');
  const simulator = startVigil(
    [
      'simulate',
      '--patients',
      String(patients),
      '--days',
      '3',
      '--seed',
      'kill',
      '--end',
      endAt,
      '--ledger',
      ledgerFile,
    ],
    env,
  );
  running.push(simulator);
  const finished = exited(simulator);
  for (const acknowledged of killsAt) {
    await eventually(() => (ledgerLines(ledgerFile).length >= acknowledged ? true : undefined));
    const gone = exited(server);
    server.process.kill('SIGKILL');
    await gone;
    server = await serving(env, api);
  }
  await finished;
  await eventually(async () => {
    const metrics = await (await fetch(`${api}/metrics`)).text();
    return /^vigil_due_patients 0$/m.test(metrics) ? true : undefined;
  });

  const token = readOperatorToken(env.VIGIL_DATA);
  const roster = await getAll<PatientSummaryBody>(`${api}/api/v1/patients?limit=1000`, token);
  const readings: ReadingBody[] = [];
  for (const { id } of roster)
    readings.push(...(await getAll<ReadingBody>(`${api}/api/v1/patients/${id}/readings`, token)));
  const alerts = await getAll<PatientAlertBody>(`${api}/api/v1/alerts?limit=1000`, token);
  const ledger = ledgerLines(ledgerFile)
    .map(line => JSON.parse(line) as Ledger[number])
    .filter(({ topic }) => !topic.endsWith('/status'));
  const astray = new Set(ledger.filter(isAstray).map(({ topic }) => patientOf(topic.split('/')[2])));
  return {
    ledger: ledger.filter(({ topic }) => !astray.has(patientOf(topic.split('/')[2]))),
    readings: readings.filter(({ deviceId }) => !astray.has(patientOf(deviceId))),
    alerts: alerts
      .filter(({ patientSiteId }) => !astray.has(patientSiteId))
      // a status has no time of its own: it is judged when it comes, by our clock
      .filter(({ ruleId }) => ruleId !== 'device-battery')
      .map(factsOf)
      .sort(),
  };
};

const sentKey = ({ topic, payload }: Ledger[number]): string => {
  const { measuredAt, systolic, diastolic, value } = payload;
  return JSON.stringify([topic.split('/')[2], Date.parse(String(measuredAt)), systolic, diastolic, value]);
};

const storedKey = ({ deviceId, measuredAt, sent }: ReadingBody): string => {
  const { systolic, diastolic, value } = sent.values;
  return JSON.stringify([deviceId, Date.parse(measuredAt), systolic, diastolic, value]);
};

test('kill -9 at full speed loses no acknowledged reading, doubles none, and changes no alert', async () => {
  const undisturbed = await runWithKills([]);
  const total = undisturbed.ledger.length;
  const killed = await runWithKills([0.15, 0.4, 0.7].map(share => Math.floor(total * share)));

  expect(total).toBeGreaterThan(2_000);
  expect(sentKeys(killed)).toEqual(sentKeys(undisturbed));
  expect(keysOf(killed.readings, storedKey)).toEqual(sentKeys(killed));
  expect(undisturbed.alerts.length).toBeGreaterThan(20);
  expect(killed.alerts).toEqual(undisturbed.alerts);
}, 240_000);
