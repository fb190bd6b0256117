import { count } from 'drizzle-orm';
import type { App } from '../app.ts';
import type { Store } from '../db/open.ts';
import { drive } from './bench-drive.ts';
import type { Load } from './bench-load.ts';
import { benchSpanMs } from './bench-messages.ts';
import {
  type BenchMode,
  type BenchServers,
  type GivenServers,
  startBenchSite,
  startServers,
} from './bench-modes.ts';
import { nodeRedIn, nodeRedRate } from './bench-node-red.ts';
import { type RawPlan, rawRate } from './bench-raw.ts';
import { microsecondsByStage, secondsByStage } from './bench-stages.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';

export type IngestSize = {
  readonly patients: number;
  readonly days: number;
  /** of the burst */
  readonly readings: number;
  /** at each steady pace */
  readonly seconds: number;
  readonly connections: number;
  readonly inFlight: number;
  /** a folder where Node-RED is installed, to be measured beside; null: not */
  readonly nodeRed: string | null;
};

type Needs = Pick<CommandContext, 'clock' | 'tell'>;

const judgedIn = (app: App): number => app.metrics.read('vigil_readings_judged_total');

/** Waits until as many readings are judged as were published, or nothing has moved for so long that some are lost. */
const allJudged = async (app: App, wanted: number): Promise<void> => {
  const quietMs = 15_000;
  let [last, movedAt] = [judgedIn(app), performance.now()];
  while (last < wanted && performance.now() - movedAt < quietMs) {
    await new Promise(resolve => setTimeout(resolve, 10));
    const judged = judgedIn(app);
    if (judged !== last) [last, movedAt] = [judged, performance.now()];
  }
};

/** Looks every 100 ms how long the patient has waited who has waited longest; the result stops it and says the most. */
const watchDue = (app: App): (() => Promise<number>) => {
  let [most, stopped] = [0, false];
  const watch = async (): Promise<void> => {
    while (!stopped) {
      most = Math.max(most, await app.evaluator.oldestDueMs());
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  };
  const watching = watch();
  return async () => {
    stopped = true;
    await watching;
    return most;
  };
};

export type Ran = {
  readonly published: number;
  readonly perS: number;
  readonly acknowledgedPerS: number;
  readonly oldestDueMs: number;
  readonly eventLoop: number;
};

/** Publishes one load, and waits until every reading of it was judged. */
export const runLoad = async (app: App, load: Load): Promise<Ran> => {
  const before = judgedIn(app);
  const due = watchDue(app);
  const loop = performance.eventLoopUtilization();
  const { published, startedAt } = await drive(load);
  const acknowledgedS = (performance.now() - startedAt) / 1000;
  await allJudged(app, before + published);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    published,
    perS: Math.round(published / seconds),
    acknowledgedPerS: Math.round(published / acknowledgedS),
    oldestDueMs: await due(),
    eventLoop: Number(performance.eventLoopUtilization(loop).utilization.toFixed(2)),
  };
};

/** Beside the load itself so much time may pass until the last reading is judged. */
const keepsUp = (ran: Ran, wantedPerS: number): boolean =>
  ran.oldestDueMs <= 1_000 && ran.perS >= wantedPerS * 0.9;

const paces = [0.8, 0.65, 0.5, 0.4, 0.3, 0.2];

const countOf = async (
  { reader }: Store,
  table: Store['t']['reading'] | Store['t']['alert'],
): Promise<number> => {
  const [row] = await reader.select({ n: count() }).from(table);
  return row?.n ?? 0;
};

const measure = async (app: App, size: IngestSize, needs: Needs) => {
  const { patients, connections, inFlight, readings: burstOf, seconds } = size;
  const startAt = needs.clock.now() - benchSpanMs;
  const url = app.mqttUrl ?? '';
  const storedBefore = await countOf(app.store, app.store.t.reading);
  let first = 0;
  const run = (readings: number, perS: number | null): Promise<Ran> => {
    const load = { url, patients, connections, inFlight, first, readings, startAt, perS };
    first += readings;
    return runLoad(app, load);
  };
  // every patient once more, to warm up
  await run(patients, null);
  const stagesBefore = secondsByStage(app.metrics);
  const burst = await run(burstOf, null);
  const stages = microsecondsByStage(app.metrics, stagesBefore, burst.published);
  let steady: Ran | null = null;
  for (const pace of paces) {
    const perS = Math.round(burst.perS * pace);
    const ran = await run(perS * seconds, perS);
    needs.tell(`${perS}/s: oldest due ${ran.oldestDueMs} ms, judged ${ran.perS}/s`);
    if (!keepsUp(ran, perS)) continue;
    steady = ran;
    break;
  }
  const stored = (await countOf(app.store, app.store.t.reading)) - storedBefore;
  return { burst, stages, steady, published: first, stored, evaluated: judgedIn(app) };
};

type Measured = Awaited<ReturnType<typeof measure>>;

const hundredths = (value: number): number => Number(value.toFixed(3));

type Raw = { readonly perS: number; readonly directPerS: number | null };

const bodyOf = (mode: BenchMode, raw: Raw, { burst, stages, steady, ...counts }: Measured) => ({
  mode,
  rawPerS: Math.round(raw.perS),
  vigilPerS: burst.perS,
  ratio: hundredths(burst.perS / raw.perS),
  ...(raw.directPerS !== null && {
    direct: { rawPerS: Math.round(raw.directPerS), ratio: hundredths(burst.perS / raw.directPerS) },
  }),
  ...counts,
  lost: counts.published - Math.min(counts.stored, counts.evaluated),
  judgedPerS: steady?.perS ?? null,
  oldestDueMs: steady?.oldestDueMs ?? null,
  steady: steady && { ratio: hundredths(steady.perS / raw.perS), eventLoop: steady.eventLoop },
  burst: {
    acknowledgedPerS: burst.acknowledgedPerS,
    oldestDueMs: burst.oldestDueMs,
    eventLoop: burst.eventLoop,
  },
  microsecondsPerReading: stages,
});

/** The references: with an MQTT.js subscriber, and, of the embedded broker, handed over by it. */
const measureRaw = async (plan: RawPlan): Promise<Raw> => ({
  perS: await rawRate(plan),
  directPerS: plan.mqttUrl === null ? await rawRate({ ...plan, direct: true }) : null,
});

const meanOf = (before: Raw, after: Raw): Raw => ({
  perS: (before.perS + after.perS) / 2,
  directPerS:
    before.directPerS === null || after.directPerS === null
      ? null
      : (before.directPerS + after.directPerS) / 2,
});

const onServers = async (mode: BenchMode, servers: BenchServers, size: IngestSize, needs: Needs) => {
  const { patients, days, connections, inFlight, readings } = size;
  const startAt = needs.clock.now();
  const load = { patients, connections, inFlight, first: 0, readings, startAt, perS: null };
  const rawBefore = await measureRaw({ ...servers, load });
  needs.tell(`${mode}: raw ${Math.round(rawBefore.perS)}/s`);
  const progress = (part: string) => progressBar(needs.tell, part);
  const site = await startBenchSite({ patients, days, perDay: 3 }, { ...needs, servers, progress });
  const measured = await measure(site.app(), size, needs).finally(site.close);
  // the broker lets one client have an id: only now may the reference have it again
  const rawAfter = await measureRaw({ ...servers, load });
  const body = bodyOf(mode, meanOf(rawBefore, rawAfter), measured);
  const { mqttUrl, influxUrl } = servers;
  if (size.nodeRed === null || mqttUrl === null || influxUrl === null) return body;
  needs.tell(`${mode}: Node-RED`);
  return { ...body, peer: await nodeRedRate({ folder: size.nodeRed, mqttUrl, influxUrl, load }) };
};

/** Readings a second that are durable and judged, beside the raw limit of the same run. */
export const benchIngest = async (mode: BenchMode, size: IngestSize, given: GivenServers, needs: Needs) => {
  // before the minutes that the rest takes
  if (size.nodeRed !== null) nodeRedIn(size.nodeRed);
  const servers = await startServers(mode, given);
  try {
    return await onServers(mode, servers, size, needs);
  } finally {
    await servers.close();
  }
};
