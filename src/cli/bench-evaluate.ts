import type { App } from '../app.ts';
import { benchMessages, benchSpanMs } from './bench-messages.ts';
import { type BenchSite, startBenchSite } from './bench-modes.ts';
import { microsecondsByStage } from './bench-stages.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';

export type EvaluateSize = { readonly patients: number; readonly readings: number };

type Needs = Pick<CommandContext, 'clock' | 'tell'>;

const alone = { mqttUrl: null, database: null, influxUrl: null };
const small = { patients: 1_000, days: 120, perDay: 1 } as const;
const round = 500;

const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);

/** Takes in so many readings and judges them; milliseconds. */
const judgeRound = async (app: App, patients: number, first: number, startAt: number, at: number) => {
  const startedAt = performance.now();
  // each of another patient, spread over the whole panel
  const stride = Math.max(1, Math.floor(patients / round));
  const messages = [...benchMessages({ patients, first, readings: round * stride, startAt })];
  const chosen = messages.filter((_, i) => i % stride === 0).slice(0, round);
  const madeMs = performance.now() - startedAt;
  await Promise.all(
    chosen.map(({ topic, payload }) =>
      app.ingest({ source: 'mqtt', topic, payload: Buffer.from(payload), receivedAt: at, mode: 'live' }),
    ),
  );
  await app.evaluator.idle();
  return performance.now() - startedAt - madeMs;
};

const openSite = (panel: Parameters<typeof startBenchSite>[0], { clock, tell }: Needs): Promise<BenchSite> => {
  const onProgress = progressBar(tell, `${panel.patients} patients`);
  return startBenchSite(panel, { servers: alone, clock, onProgress, over: { mqttPort: null } });
};

type Measured = { readonly site: BenchSite; readonly patients: number; readonly ms: number[] };

const bodyOf = ({ site, patients, ms }: Measured, hotRows: number) => {
  const sorted = [...ms].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const readings = ms.length * round;
  return {
    patients,
    hotRows,
    readings,
    microsecondsPerReading: Math.round((middle * 1000) / round),
    byStage: microsecondsByStage(site.app.metrics, null, readings),
  };
};

/** What a reading costs with many patients, beside few; both stores take turns, so that what else the machine does counts for both. */
export const benchEvaluate = async ({ patients, readings }: EvaluateSize, needs: Needs) => {
  const { clock } = needs;
  const [at, startAt] = [clock.now(), clock.now() - benchSpanMs];
  const large: Measured = {
    site: await openSite({ patients, days: 35, perDay: 1 }, needs),
    patients,
    ms: [],
  };
  const rounds = Math.ceil(readings / round);
  const run = async ({ site, patients, ms }: Measured, n: number): Promise<void> => {
    const stride = Math.max(1, Math.floor(patients / round));
    ms.push(await judgeRound(site.app, patients, n * round * stride + (n % stride), startAt, at));
  };
  await run(large, 0);
  const memoryMb = megabytes();
  const few: Measured = { site: await openSite(small, needs), patients: small.patients, ms: [] };
  try {
    await run(few, 0);
    for (let n = 1; n <= rounds; n += 1) {
      await run(few, n);
      await run(large, n);
    }
    const [fewBody, largeBody] = [bodyOf(few, small.patients * small.days), bodyOf(large, patients * 35)];
    const growth = largeBody.microsecondsPerReading / fewBody.microsecondsPerReading;
    return { few: fewBody, large: largeBody, growth: Number(growth.toFixed(2)), memoryMb };
  } finally {
    await few.site.close();
    await large.site.close();
  }
};
