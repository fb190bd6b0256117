import type { App } from '../app.ts';
import { benchMessages, benchSpanMs } from './bench-messages.ts';
import { type BenchSite, startBenchSite } from './bench-modes.ts';
import { microsecondsByStage } from './bench-stages.ts';
import { percentile } from './bench-web-figures.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';

export type EvaluateSize = { readonly patients: number; readonly readings: number };

type Needs = Pick<CommandContext, 'clock' | 'tell'>;

const alone = { mqttUrl: null, database: null, influxUrl: null };
const small = { patients: 1_000, days: 120, perDay: 1 } as const;
const round = 500;

const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);

type Round = { readonly wallMs: number; readonly cpuMs: number };

/** Takes in so many readings and judges them. */
const judgeRound = async (
  app: App,
  patients: number,
  first: number,
  startAt: number,
  at: number,
): Promise<Round> => {
  // each of another patient, spread over the whole panel
  const stride = Math.max(1, Math.floor(patients / round));
  const messages = [...benchMessages({ patients, first, readings: round * stride, startAt })];
  const chosen = messages.filter((_, i) => i % stride === 0).slice(0, round);
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  await Promise.all(
    chosen.map(({ topic, payload }) =>
      app.ingest({ source: 'mqtt', topic, payload: Buffer.from(payload), receivedAt: at, mode: 'live' }),
    ),
  );
  await app.evaluator.idle();
  const used = process.cpuUsage(cpuBefore);
  return { wallMs: performance.now() - startedAt, cpuMs: (used.user + used.system) / 1000 };
};

const openSite = (
  panel: Parameters<typeof startBenchSite>[0],
  { clock, tell }: Needs,
): Promise<BenchSite> => {
  const onProgress = progressBar(tell, `${panel.patients} patients`);
  return startBenchSite(panel, { servers: alone, clock, tell, onProgress, over: { mqttPort: null } });
};

type Measured = { readonly site: BenchSite; readonly patients: number; readonly rounds: Round[] };

/** Of the round in the middle. */
const microseconds = (rounds: readonly Round[], of: keyof Round): number =>
  Math.round(
    (percentile(
      rounds.map(one => one[of]),
      0.5,
    ) *
      1000) /
      round,
  );

const bodyOf = ({ site, patients, rounds }: Measured, hotRows: number) => {
  const readings = rounds.length * round;
  return {
    patients,
    hotRows,
    readings,
    microsecondsPerReading: microseconds(rounds, 'wallMs'),
    cpuMicrosecondsPerReading: microseconds(rounds, 'cpuMs'),
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
    rounds: [],
  };
  const rounds = Math.ceil(readings / round);
  const run = async ({ site, patients, rounds: done }: Measured, n: number): Promise<void> => {
    const stride = Math.max(1, Math.floor(patients / round));
    done.push(await judgeRound(site.app, patients, n * round * stride + (n % stride), startAt, at));
  };
  await run(large, 0);
  const memoryMb = megabytes();
  const few: Measured = { site: await openSite(small, needs), patients: small.patients, rounds: [] };
  try {
    await run(few, 0);
    for (let n = 1; n <= rounds; n += 1) {
      await run(few, n);
      await run(large, n);
    }
    const [fewBody, largeBody] = [bodyOf(few, small.patients * small.days), bodyOf(large, patients * 35)];
    const times = (of: 'microsecondsPerReading' | 'cpuMicrosecondsPerReading') =>
      Number((largeBody[of] / fewBody[of]).toFixed(2));
    return {
      few: fewBody,
      large: largeBody,
      growth: times('microsecondsPerReading'),
      cpuGrowth: times('cpuMicrosecondsPerReading'),
      memoryMb,
    };
  } finally {
    await few.site.close();
    await large.site.close();
  }
};
