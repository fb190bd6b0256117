import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Aedes } from 'aedes';
import { count } from 'drizzle-orm';
import { startApp } from '../app.ts';
import { silentLog } from '../log.ts';
import { importRoster } from '../roster/import-roster.ts';
import { readArgs, wholeNumber } from './args.ts';
import type { Load } from './bench-load.ts';
import { benchRoster, benchSpanMs } from './bench-messages.ts';
import { benchScore } from './bench-score.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';

type Size = Omit<Load, 'url' | 'endAt'>;
type Clock = CommandContext['clock'];

const drive = (load: Load): Promise<number> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench-load.ts', import.meta.url), { workerData: load });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

/** The reference: the same load into the bare broker, which acknowledges at once and keeps nothing. */
const rawRate = async (size: Size, clock: Clock): Promise<number> => {
  const aedes = await Aedes.createBroker({});
  const server = createServer(aedes.handle);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const startedAt = performance.now();
  const published = await drive({ ...size, url: `mqtt://127.0.0.1:${port}`, endAt: clock.now() });
  const seconds = (performance.now() - startedAt) / 1000;
  await new Promise<void>(resolve => aedes.close(resolve));
  server.close();
  return published / seconds;
};

const vigilRun = async (size: Size, clock: Clock) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const app = await startApp({
    dataFolder,
    host: '127.0.0.1',
    port: null,
    mqttPort: 0,
    maxPayloadBytes: 65_536,
    clock,
    log: silentLog,
    webFolder: null,
  });
  try {
    const { store, directory } = app;
    await importRoster(
      { store, directory, actor: { type: 'system' }, at: clock.now() },
      benchRoster(size.patients),
    );
    await app.evaluator.idle();
    const startedAt = performance.now();
    const published = await drive({ ...size, url: app.mqttUrl ?? '', endAt: clock.now() });
    const acknowledgedS = (performance.now() - startedAt) / 1000;
    await app.evaluator.idle();
    const judgedS = (performance.now() - startedAt) / 1000;
    const [stored] = await store.reader.select({ readings: count() }).from(store.t.reading);
    const [alerts] = await store.reader.select({ alerts: count() }).from(store.t.alert);
    return {
      published,
      stored: stored?.readings ?? 0,
      evaluated: app.metrics.read('vigil_readings_judged_total'),
      alerts: alerts?.alerts ?? 0,
      acknowledgedPerS: published / acknowledgedS,
      vigilPerS: published / judgedS,
    };
  } finally {
    await app.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};

const ingest = async (size: Size, clock: Clock) => {
  const rawPerS = await rawRate(size, clock);
  const { acknowledgedPerS, vigilPerS, ...counts } = await vigilRun(size, clock);
  return {
    mode: 'embedded',
    patients: size.patients,
    rawPerS: Math.round(rawPerS),
    acknowledgedPerS: Math.round(acknowledgedPerS),
    vigilPerS: Math.round(vigilPerS),
    ratio: Number((vigilPerS / rawPerS).toFixed(3)),
    ...counts,
    lost: counts.published - counts.stored,
  };
};

export const bench: Command = {
  help: `vigil bench ingest [--patients 1000] [--readings 100000] [--connections 8] [--in-flight 2000] [--json]
  Publishes over MQTT with QoS 1 from a second thread of the same machine, first into the bare broker (rawPerS), then
  into Vigil on disk with synchronous=FULL: acknowledgedPerS until the last PUBACK, vigilPerS until every reading was
  judged too. ratio = vigilPerS / rawPerS of this run.
vigil bench score [--patients 100000] [--json]
  Fills a store with the daily rollups, stays and diagnoses of so many patients and scores everybody. wasm, cpu: featuresS
  reads rollups and makes features of them, scoringS is the deterioration model alone. wholePanel is all that the service
  does: every score with its parts, stored with its history, ranked, cohorts settled; first with nothing stored, a day later,
  and again with nothing changed.`,
  run: async (args, { clock, print, tell }) => {
    const { values, positionals } = readArgs(args, {
      patients: { type: 'string' },
      readings: { type: 'string' },
      connections: { type: 'string' },
      'in-flight': { type: 'string' },
      json: { type: 'boolean' },
    });
    if (positionals[0] === 'score') {
      const patients = wholeNumber(values.patients, 'patients', 100_000, 1);
      print(JSON.stringify(await benchScore(patients, { clock, tell }), null, values.json ? 0 : 2));
      return;
    }
    if (positionals[0] !== 'ingest') throw new UsageError('say what to measure: ingest or score');
    const size = {
      patients: wholeNumber(values.patients, 'patients', 1_000, 1),
      readings: wholeNumber(values.readings, 'readings', 100_000, 1),
      connections: wholeNumber(values.connections, 'connections', 8, 1),
      inFlight: wholeNumber(values['in-flight'], 'in-flight', 2_000, 1),
      spanMs: benchSpanMs,
    };
    print(JSON.stringify(await ingest(size, clock), null, values.json ? 0 : 2));
  },
};
