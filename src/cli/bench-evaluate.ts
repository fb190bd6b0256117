import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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
export const round = 500;

type Round = { readonly wallMs: number; readonly cpuMs: number };

/** Takes in so many readings and judges them. */
export const judgeRound = async (
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
  const progress = (part: string) => progressBar(tell, `${panel.patients} patients, ${part}`);
  return startBenchSite(panel, { servers: alone, clock, tell, progress, over: { mqttPort: null } });
};

/** What a process of its own has in memory over a panel: as it is up, and after a round. */
const memoryOver = async (dataFolder: string, patients: number) => {
  const script = fileURLToPath(new URL('./bench-memory.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, dataFolder, String(patients)]);
  return JSON.parse(stdout) as { readonly upMb: number; readonly afterRoundMb: number };
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
    byStage: microsecondsByStage(site.app().metrics, null, readings),
  };
};

/** What a reading costs with many patients, beside few; both stores take turns, so that what else the machine does counts for both. */
export const benchEvaluate = async ({ patients, readings }: EvaluateSize, needs: Needs) => {
  const { clock } = needs;
  const [at, startAt] = [clock.now(), clock.now() - benchSpanMs];
  const opened: BenchSite[] = [];
  const open = async (panel: Parameters<typeof startBenchSite>[0]): Promise<Measured> => {
    const site = await openSite(panel, needs);
    opened.push(site);
    return { site, patients: panel.patients, rounds: [] };
  };
  const run = async ({ site, patients, rounds: done }: Measured, n: number): Promise<void> => {
    const stride = Math.max(1, Math.floor(patients / round));
    done.push(await judgeRound(site.app(), patients, n * round * stride + (n % stride), startAt, at));
  };
  try {
    const large = await open({ patients, days: 35, perDay: 1 });
    const memory = await large.site.aside(folder => memoryOver(folder, patients));
    const few = await open(small);
    for (let n = 1; n <= Math.ceil(readings / round); n += 1) {
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
      memory,
    };
  } finally {
    for (const site of opened) await site.close();
  }
};
