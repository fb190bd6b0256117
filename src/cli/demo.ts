import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { conditionsCsv } from '../../simulators/conditions.ts';
import type { Message } from '../../simulators/message.ts';
import { coupleCsv, type Odd, oddMessages } from '../../simulators/oddities.ts';
import { type SimulatedPatient, simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { encountersCsv } from '../../simulators/stays.ts';
import { panelStream } from '../../simulators/stream.ts';
import { type App, startApp } from '../app.ts';
import { sleepUntil } from '../clock.ts';
import { describeConfig } from '../config.ts';
import { isLoopback, localSignIn } from '../config-sign-in.ts';
import { dayMs, hourMs, minuteMs } from '../domain/local-day.ts';
import type { Kind, Mode } from '../domain/reading.ts';
import { createLog } from '../log.ts';
import { importConditions } from '../roster/import-conditions.ts';
import { importEncounters } from '../roster/import-encounters.ts';
import { importRoster } from '../roster/import-roster.ts';
import { readArgs, wholeNumber } from './args.ts';
import type { Command, CommandContext } from './command.ts';
import { addDemoAccounts } from './demo-accounts.ts';
import { careDemo } from './demo-care.ts';
import { startPagers } from './demo-pagers.ts';
import { rankDemo } from './demo-risk.ts';
import { staffDemo } from './demo-staff.ts';
import { progressBar } from './progress.ts';
import { connectPublisher, type Publisher, pipeline } from './publisher.ts';
import { untilAborted } from './serve.ts';
import { buildWeb, webFolder } from './web-build.ts';

const historyDays = 90;
/** so far ahead the panel has courses and nuisances in store */
const aheadDays = 60;
/** the last days count as received when they were measured, so that the worklist shows a week's work */
const liveDays = 7;
/** the last hours trickle in after the start, as from gateways that were offline */
const trickleHours = 6;
const trickleMs = 10 * minuteMs;
const inFlight = 2_000;

/** Takes simulated readings in: history all at once, when the patients were enrolled, the rest when it was measured. */
const takeIn = async (
  app: App,
  messages: Iterable<Message>,
  mode: Mode,
  importedAt: number | null,
): Promise<number> => {
  let count = 0;
  await pipeline(messages, inFlight, async ({ at, topic, payload }) => {
    const bytes = Buffer.from(JSON.stringify(payload));
    await app.ingest({ source: 'http', topic, payload: bytes, receivedAt: importedAt ?? at, mode });
    count += 1;
  });
  return count;
};

/** History is filed by the device's own clock, so a wrong one would file it decades away. */
function* withRightClock(messages: Iterable<Message>): Generator<Message, void> {
  for (const message of messages) {
    const { at, payload } = message;
    const claimedAt = 'measuredAt' in payload ? Date.parse(payload.measuredAt) : at;
    if (Math.abs(claimedAt - at) < historyDays * dayMs) yield message;
  }
}

const deviceOf = (patients: readonly SimulatedPatient[], kind: Kind): string =>
  patients.flatMap(p => p.devices).find(d => d.kind === kind)?.deviceId ?? `sim-no-${kind}`;

const oddOnes = (patients: readonly SimulatedPatient[], endAt: number): readonly Odd[] =>
  oddMessages(
    {
      cuff: deviceOf(patients, 'blood-pressure'),
      scale: deviceOf(patients, 'weight'),
      meter: deviceOf(patients, 'glucose'),
    },
    endAt,
  );

/** Spreads the last hours over the first minutes, then goes on in real time until the user stops. */
const stream = async (
  publisher: Publisher,
  messages: Iterable<Message>,
  startedAt: number,
  { clock, signal }: CommandContext,
): Promise<void> => {
  const squeeze = trickleMs / (trickleHours * hourMs);
  for (const { at, topic, payload } of messages) {
    const sendAt =
      at < startedAt
        ? startedAt + trickleMs - (startedAt - at) * squeeze
        : Math.max(at, startedAt + trickleMs);
    await sleepUntil(clock, sendAt, signal);
    if (signal.aborted) return;
    await publisher.publish(topic, JSON.stringify(payload));
  }
};

export const demo: Command = {
  help: `vigil demo [--patients 200] [--seed vigil]
  Starts the broker, evaluation, API and page on loopback with simulated patients: 90 days of history, then
  live readings; people on duty are told by pagers on loopback too. Its store is made anew at every start, in the folder "demo" of VIGIL_DATA.
  Environment: VIGIL_DATA, VIGIL_PORT, VIGIL_MQTT_PORT, VIGIL_IDLE_MINUTES, VIGIL_NOTICE; VIGIL_DEMO_TOKEN (at
  least 16 characters) is an admin's API token, so that scripts can drive it.`,
  run: async (args, context) => {
    const { config, clock, print, tell, signal } = context;
    const { values } = readArgs(args, { patients: { type: 'string' }, seed: { type: 'string' } });
    const count = wholeNumber(values.patients, 'patients', 200, 1);
    const startedAt = clock.now();
    const patients = simulatePanel({
      seed: values.seed ?? 'vigil',
      count,
      startAt: startedAt - historyDays * dayMs,
      days: historyDays + aheadDays,
      dueAt: startedAt,
    });
    tell(describeConfig({ ...config, mqtt: null }));
    await buildWeb(tell);

    const dataFolder = join(config.dataFolder, 'demo');
    // everybody may read its password, so it answers this machine only
    const host = isLoopback(config.host) ? config.host : '127.0.0.1';
    const { idleMs, notice, demoToken } = config.signIn;
    const signIn = { ...localSignIn, idleMs, notice, demoToken };
    rmSync(dataFolder, { recursive: true, force: true });
    const log = createLog(clock.now, line => process.stderr.write(line));
    const app = await startApp({
      ...config,
      host,
      mqtt: null,
      tls: null,
      signIn,
      dataFolder,
      clock,
      log,
      webFolder,
    });
    const accounts = await addDemoAccounts(app.store, startedAt);
    print(`worklist  ${app.url}   (simulated patients; loopback only)`);
    print(accounts);
    print(`MQTT      ${app.mqttUrl}`);

    const from = startedAt - historyDays * dayMs;
    const liveFrom = startedAt - liveDays * dayMs;
    const trickleFrom = startedAt - trickleHours * hourMs;
    const { store, directory } = app;
    const bar = progressBar(tell, 'enrolling');
    await importRoster(
      { store, directory, actor: { type: 'system' }, at: liveFrom, startsLearning: false, onProgress: bar },
      rosterCsv(patients),
    );
    await importRoster(
      { store, directory, actor: { type: 'system' }, at: liveFrom, startsLearning: false },
      coupleCsv(),
    );
    const records = { store, directory, actor: { type: 'system' }, at: startedAt } as const;
    await importEncounters(records, encountersCsv(patients, startedAt));
    await importConditions(records, conditionsCsv(patients));
    const release = app.evaluator.hold();
    const history = await takeIn(
      app,
      withRightClock(panelStream(patients, from, liveFrom)),
      'history',
      liveFrom,
    );
    const recent = await takeIn(app, panelStream(patients, liveFrom, trickleFrom), 'live', null);
    for (const { at, topic, payload } of oddOnes(patients, startedAt)) {
      await app.ingest({
        source: 'http',
        topic,
        payload: Buffer.from(payload),
        receivedAt: at,
        mode: 'live',
      });
    }
    release();
    await app.evaluator.idle();
    await rankDemo(app, clock.now());
    await app.risk.rescore();
    await careDemo(app, clock.now());
    await app.evaluator.idle();
    const pagers = await startPagers();
    await staffDemo(store, pagers.url, clock.now());
    app.attendance.kick();
    print(`pagers    ${pagers.url}   (what people on duty are told; it stays on this machine)`);
    const publisher = await connectPublisher(app.mqttUrl ?? '');
    print(
      `${count} patients, ${history} readings of history, ${recent} of the last week; live ones arrive from now on; Ctrl-C stops`,
    );
    await Promise.race([
      untilAborted(signal),
      stream(publisher, panelStream(patients, trickleFrom, Number.POSITIVE_INFINITY), startedAt, context),
    ]);
    await publisher.close();
    await app.close();
    await pagers.close();
  },
};
