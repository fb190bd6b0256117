import { Worker } from 'node:worker_threads';
import type { App } from '../app.ts';
import type { Probe, Probed } from './bench-api-probe.ts';
import { benchPatientId } from './bench-fill.ts';
import { type Ran, runLoad } from './bench-ingest.ts';
import { benchSpanMs } from './bench-messages.ts';
import { startBenchSite } from './bench-modes.ts';
import { percentile } from './bench-web-figures.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';

export type ApiSize = { readonly patients: number; readonly seconds: number; readonly perS: number };
type Needs = Pick<CommandContext, 'clock' | 'tell'>;

const alone = { mqttUrl: null, database: null, influxUrl: null };
const criticalPerS = 10;
/** as fast as they are taken */
const mostReadings = 30_000;

const probe = (what: Probe): Promise<Probed> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench-api-probe.ts', import.meta.url), { workerData: what });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const spread = (values: readonly number[]) => {
  const at = (share: number) => Math.round(percentile(values, share) * 10) / 10;
  return { n: values.length, p50: at(0.5), p99: at(0.99), max: at(1) };
};

const asked = (patients: number): string[] =>
  Array.from({ length: 50 }, (_, i) => `/api/v1/patients/${benchPatientId((i * 7919) % patients)}`).flatMap(
    path => ['/api/v1/worklist', path, `${path}/readings?kind=blood-pressure`],
  );

/** The load alone before anything is timed: code and caches are cold once in a service's life. */
const warmUpS = 3;

const runBoth = async (app: App, load: Parameters<typeof runLoad>[1], what: Probe) => {
  const warm = new Promise(resolve => setTimeout(resolve, warmUpS * 1000));
  const [ran, probed] = await Promise.all([runLoad(app, load), warm.then(() => probe(what))]);
  return { ran, probed };
};

const bodyOf = ({ ran, probed }: { ran: Ran; probed: Probed }) => ({
  readingsPerS: ran.perS,
  oldestDueMs: ran.oldestDueMs,
  eventLoop: ran.eventLoop,
  publishToEventMs: spread(probed.eventMs),
  unseen: probed.unseen,
  apiMs: Object.fromEntries(Object.entries(probed.apiMs).map(([path, ms]) => [path, spread(ms)])),
});

/** How long people wait while readings stream in: for the event of a critical alert, and for what they ask. */
export const benchApi = async ({ patients, seconds, perS }: ApiSize, { clock, tell }: Needs) => {
  const criticals = 2 * seconds * criticalPerS;
  const panel = { patients: patients + 2 * criticals, days: 35, perDay: 1 } as const;
  const progress = (part: string) => progressBar(tell, part);
  const site = await startBenchSite(panel, { servers: alone, clock, tell, progress, over: { port: 0 } });
  const app = site.app();
  try {
    const startAt = clock.now() - benchSpanMs;
    const fixed = { url: app.mqttUrl ?? '', patients, connections: 8, inFlight: 2_000, startAt };
    let first = 0;
    const loadOf = (readings: number, pace: number | null) => {
      const load = { ...fixed, first, readings, perS: pace };
      first += readings;
      return load;
    };
    // diabetes has even numbers
    const probeOf = (from: number): Probe => ({
      url: app.url ?? '',
      mqttUrl: app.mqttUrl ?? '',
      token: app.tokens.operator,
      seconds,
      critical: Array.from({ length: seconds * criticalPerS }, (_, i) => {
        const n = patients + (patients % 2) + 2 * (from + i);
        return { n, patientId: benchPatientId(n) };
      }),
      asked: asked(patients),
    });
    const lengthS = warmUpS + seconds;
    const atPace = await runBoth(app, loadOf(perS * lengthS, perS), probeOf(0));
    // what is asked meanwhile ends before the load does
    const atMost = await runBoth(app, loadOf(mostReadings, null), {
      ...probeOf(0),
      seconds: 4,
      critical: [],
    });
    const half = Math.round(atMost.ran.perS / 2);
    const atHalf = await runBoth(app, loadOf(half * lengthS, half), probeOf(seconds * criticalPerS));
    return {
      patients,
      mostPerS: atMost.ran.perS,
      atPace: bodyOf(atPace),
      atMost: { apiMs: bodyOf(atMost).apiMs },
      atHalf: bodyOf(atHalf),
    };
  } finally {
    await site.close();
  }
};
