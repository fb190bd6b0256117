import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '../../simulators/message.ts';
import { simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { panelStream } from '../../simulators/stream.ts';
import { type App, startApp } from '../app.ts';
import { dayMs, hourMs, minuteMs } from '../domain/local-day.ts';
import { createLog } from '../log.ts';
import { importRoster } from '../roster/import-roster.ts';
import { readArgs, wholeNumber } from './args.ts';
import type { Command, CommandContext } from './command.ts';
import { progressBar } from './progress.ts';
import { connectPublisher, type Publisher, pipeline } from './publisher.ts';
import { untilAborted } from './serve.ts';
import { sleepUntil } from './sleep.ts';
import { buildWeb, webFolder } from './web-build.ts';

const historyDays = 90;
/** the last days are live, so that the worklist shows what a weekend leaves behind */
const liveDays = 3;
/** the last hours trickle in after the start, as from gateways that were offline */
const trickleHours = 6;
const trickleMs = 10 * minuteMs;
const inFlight = 200;

const importHistory = async (app: App, messages: Iterable<Message>, receivedAt: number): Promise<number> => {
  let count = 0;
  await pipeline(messages, 2_000, async ({ topic, payload }) => {
    await app.ingest({
      source: 'http',
      topic,
      payload: Buffer.from(JSON.stringify(payload)),
      receivedAt,
      mode: 'history',
    });
    count += 1;
  });
  return count;
};

const publishAll = (publisher: Publisher, messages: Iterable<Message>) =>
  pipeline(messages, inFlight, ({ topic, payload }) => publisher.publish(topic, JSON.stringify(payload)));

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
  live readings. Its store is made anew at every start, in the folder "demo" of VIGIL_DATA.
  Environment: VIGIL_DATA, VIGIL_PORT, VIGIL_MQTT_PORT.`,
  run: async (args, context) => {
    const { config, clock, print, tell, signal } = context;
    const { values } = readArgs(args, { patients: { type: 'string' }, seed: { type: 'string' } });
    const count = wholeNumber(values.patients, 'patients', 200, 1);
    const startedAt = clock.now();
    const patients = simulatePanel({ seed: values.seed ?? 'vigil', count, endAt: startedAt });
    await buildWeb(tell);

    const dataFolder = join(config.dataFolder, 'demo');
    rmSync(dataFolder, { recursive: true, force: true });
    const log = createLog(clock.now, line => process.stderr.write(line));
    const app = await startApp({ ...config, dataFolder, clock, log, webFolder });
    print(`worklist  ${app.url}   (simulated patients; loopback only)`);
    print(`MQTT      ${app.mqttUrl}`);

    const from = startedAt - historyDays * dayMs;
    const liveFrom = startedAt - liveDays * dayMs;
    const trickleFrom = startedAt - trickleHours * hourMs;
    const { store, directory } = app;
    const bar = progressBar(tell, 'enrolling');
    await importRoster(
      { store, directory, actor: { type: 'system' }, at: from, onProgress: bar },
      rosterCsv(patients),
    );
    const history = await importHistory(app, panelStream(patients, from, liveFrom), startedAt);
    const publisher = await connectPublisher(app.mqttUrl ?? '');
    await publishAll(publisher, panelStream(patients, liveFrom, trickleFrom));
    await app.evaluator.idle();
    print(
      `${count} patients, ${history} readings of history; live readings arrive from now on; Ctrl-C stops`,
    );
    await Promise.race([
      untilAborted(signal),
      stream(publisher, panelStream(patients, trickleFrom, Number.POSITIVE_INFINITY), startedAt, context),
    ]);
    await publisher.close();
    await app.close();
  },
};
