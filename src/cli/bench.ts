import { readArgs, wholeNumber } from './args.ts';
import { benchApi } from './bench-api.ts';
import { benchEvaluate } from './bench-evaluate.ts';
import { benchIngest, type IngestSize } from './bench-ingest.ts';
import { type BenchMode, benchModes } from './bench-modes.ts';
import { benchScore } from './bench-score.ts';
import { benchWeb } from './bench-web.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

const number = (values: Values, name: string, fallback: number, least = 1): number => {
  const given = values[name];
  return wholeNumber(typeof given === 'string' ? given : undefined, name, fallback, least);
};

const modesOf = (given: string | boolean | undefined): readonly BenchMode[] => {
  if (given === undefined || given === 'all') return benchModes;
  const mode = benchModes.find(one => one === given);
  if (mode === undefined) throw new UsageError(`--mode must be all or one of ${benchModes.join(', ')}`);
  return [mode];
};

type Measure = (values: Values, context: CommandContext) => Promise<unknown>;

const ingest: Measure = async (values, context) => {
  const modes = modesOf(values.mode);
  const size: IngestSize = {
    patients: number(values, 'patients', 5_000),
    days: number(values, 'days', 90),
    readings: number(values, 'readings', 100_000),
    seconds: number(values, 'seconds', 6),
    connections: number(values, 'connections', 8),
    inFlight: number(values, 'in-flight', 2_000),
    nodeRed: typeof values['node-red'] === 'string' ? values['node-red'] : null,
  };
  const { mqtt, database, influx } = context.config;
  const given = { mqtt: mqtt?.url ?? null, database, influx: influx?.url ?? null };
  const found: unknown[] = [];
  for (const mode of modes) found.push(await benchIngest(mode, size, given, context));
  return found.length === 1 ? found[0] : found;
};

const evaluate: Measure = (values, context) =>
  benchEvaluate(
    { patients: number(values, 'patients', 100_000), readings: number(values, 'readings', 20_000) },
    context,
  );

const api: Measure = (values, context) =>
  benchApi(
    {
      patients: number(values, 'patients', 100_000),
      seconds: number(values, 'seconds', 20),
      perS: number(values, 'per-s', 1_000),
    },
    context,
  );

const score: Measure = (values, context) => benchScore(number(values, 'patients', 100_000), context);

const web: Measure = (values, context) =>
  benchWeb(
    {
      items: number(values, 'items', 5_000),
      arrivals: number(values, 'arrivals', 80),
      triaged: number(values, 'triaged', 50),
      chromium: typeof values.chromium === 'string' ? values.chromium : undefined,
    },
    context,
  );

const measures: Readonly<Record<string, Measure>> = { ingest, evaluate, api, score, web };

const textOptions = [
  ...['mode', 'patients', 'days', 'seconds', 'readings', 'connections', 'in-flight', 'per-s', 'node-red'],
  ...['items', 'arrivals', 'triaged', 'chromium'],
];

export const bench: Command = {
  help: `vigil bench ingest [--mode embedded|mosquitto-sqlite|mosquitto-postgres-influx|all] [--patients 5000] [--days 90]
    [--readings 100000] [--seconds 6] [--connections 8] [--in-flight 2000] [--node-red FOLDER] [--json]
  Publishes over MQTT with QoS 1 from a second thread of the same machine. rawPerS: over the same broker through an MQTT.js
  subscriber into the same database, group-committed, with no rules. vigilPerS: until every reading is durable and judged;
  ratio = vigilPerS / rawPerS. direct: of the embedded broker, handed over by it, as Vigil does, with no subscriber between.
  steady: the highest pace at which nobody waits longer than a second to be judged. microsecondsPerReading: by stage.
  eventLoop: how busy the main thread was, 1 = it is what bounds. Starts the mosquitto, postgres and influxd that it finds,
  in folders that are thrown away, or uses MQTT_URL, DATABASE_URL (an empty database, which it fills) and INFLUX_URL.
  peer: with --node-red, of a folder where node-red and node-red-contrib-influxdb are installed, what the flow mqtt in,
  function, influxdb out stores of the same messages, over the same broker into the same InfluxDB.
vigil bench evaluate [--patients 100000] [--readings 20000] [--json]
  What taking in and judging a reading costs with so many patients and 35 readings of each, beside 1,000 patients with 120
  of each, turn about in one run; and the memory of a process with so many patients.
vigil bench api [--patients 100000] [--per-s 1000] [--seconds 20] [--json]
  publishToEventMs: from PUBLISH of a critical reading to its alert on the event stream, beside so many readings a second,
  from the fourth second of that load on.
  apiMs: what lists and charts take meanwhile; atMost while readings come as fast as they are taken, atHalf at half that pace.
vigil bench score [--patients 100000] [--json]
  Fills a store with the daily rollups, stays and diagnoses of so many patients and scores everybody. wasm, cpu: featuresS
  reads rollups and makes features of them, scoringS is the deterioration model alone. wholePanel is all that the service
  does: every score with its parts, stored with its history, ranked, cohorts settled; first with nothing stored, a day later,
  and again with nothing changed.
vigil bench web [--items 5000] [--arrivals 80] [--triaged 50] [--chromium PATH] [--json]
  The page in a real Chromium, on Vigil in this process. publishToVisibleMs: from PUBLISH of a critical reading to its line
  painted in the worklist of a nurse with 120 open items; publishToEventMs: of the same, to the event on a stream. triage:
  items worked off by keyboard alone. longList: a worklist of so many items; firstUsefulPaintMs from the cold start of a
  signed-in navigation to the frame after the first line with its reason; scrolling 120 px a frame (wheel) and 800 (fling)
  when all is loaded; emptyFramesMs is a page on which nothing moves. jsGzipBytes: all scripts fetched so far.`,
  run: async (args, context) => {
    const options = Object.fromEntries(textOptions.map(name => [name, { type: 'string' as const }]));
    const { values, positionals } = readArgs(args, { ...options, json: { type: 'boolean' } });
    const measure = measures[positionals[0] ?? ''];
    if (!measure) throw new UsageError(`say what to measure: ${Object.keys(measures).join(', ')}`);
    const found = await measure(values as Values, context);
    context.print(JSON.stringify(found, null, values.json ? 0 : 2));
  },
};
