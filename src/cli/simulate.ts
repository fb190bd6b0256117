import { createWriteStream } from 'node:fs';
import type { Message } from '../../simulators/message.ts';
import { simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { panelStream } from '../../simulators/stream.ts';
import { sleepUntil } from '../clock.ts';
import { dayMs } from '../domain/local-day.ts';
import { callAt } from './anywhere.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { importThrough } from './import.ts';
import { progressBar } from './progress.ts';
import { connectPublisher, pipeline } from './publisher.ts';
import { writeSimulated } from './write-simulated.ts';

const inFlight = 500;
/** courses begin so long before the end at most, and go on so long after it */
const courseDays = 60;

const speedOf = (text: string | undefined): number => {
  if (text === undefined || text === 'max') return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (!(speed > 0)) throw new UsageError('--speed must be "max", 1 for real time, or how many times faster');
  return speed;
};

type Pace = { readonly clock: CommandContext['clock']; readonly speed: number; readonly signal: AbortSignal };

/** Lets a message pass when its simulated time has come. */
const pacer = ({ clock, speed, signal }: Pace, from: number) => {
  const startedAt = clock.now();
  return (at: number): Promise<void> | undefined => {
    const dueAt = startedAt + (at - from) / speed;
    return dueAt <= clock.now() ? undefined : sleepUntil(clock, dueAt, signal);
  };
};

async function* paced(
  messages: Iterable<Message>,
  pace: (at: number) => Promise<void> | undefined,
  signal: AbortSignal,
): AsyncGenerator<Message, void> {
  for (const message of messages) {
    await pace(message.at);
    if (signal.aborted) return;
    yield message;
  }
}

const countMessages = (messages: Iterable<Message>): number => {
  let count = 0;
  for (const _ of messages) count += 1;
  return count;
};

const options = {
  patients: { type: 'string' },
  days: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  end: { type: 'string' },
  mqtt: { type: 'string' },
  api: { type: 'string' },
  ledger: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArgs<typeof options>>['values'];

/** Without --end: now, or for files the midnight before, so that a day's files are equal. */
const endOf = ({ end, out }: Values, now: number): number => {
  const at =
    end === undefined ? (out === undefined ? now : Math.floor(now / dayMs) * dayMs) : Date.parse(end);
  if (Number.isNaN(at)) throw new UsageError('--end must be a time such as 2026-11-23T07:00:00Z');
  return at;
};

const settingsOf = (values: Values, now: number) => {
  const days = wholeNumber(values.days, 'days', 7, 1);
  const endAt = endOf(values, now);
  return {
    seed: values.seed ?? 'vigil',
    count: wholeNumber(values.patients, 'patients', 100, 1),
    days,
    endAt,
    from: endAt - days * dayMs,
  };
};

type Settings = ReturnType<typeof settingsOf>;

const drive = async (
  values: Values,
  { count, seed, from, days, endAt }: Settings,
  { clock, config, print, tell, signal }: CommandContext,
): Promise<void> => {
  const pastDays = Math.max(days, courseDays);
  const startAt = endAt - pastDays * dayMs;
  const patients = simulatePanel({ seed, count, startAt, days: pastDays + courseDays, dueAt: endAt });
  const messages = () => panelStream(patients, from, endAt);

  const api = values.api ?? `http://${config.host}:${config.port}`;
  await importThrough(callAt(api, config), rosterCsv(patients));
  const publisher = await connectPublisher(values.mqtt ?? `mqtt://${config.host}:${config.mqttPort}`, {
    connections: Math.min(8, count),
  });
  const ledger = values.ledger === undefined ? null : createWriteStream(values.ledger);
  const total = countMessages(messages());
  const bar = progressBar(tell, 'publishing');
  const pace = pacer({ clock, speed: speedOf(values.speed), signal }, from);
  const startedAt = clock.now();
  let acknowledged = 0;

  const send = async ({ topic, payload }: Message): Promise<void> => {
    const text = JSON.stringify(payload);
    await publisher.publish(topic, text);
    ledger?.write(`${JSON.stringify({ topic, payload })}\n`);
    acknowledged += 1;
    bar(acknowledged, total);
  };
  await pipeline(paced(messages(), pace, signal), inFlight, send);
  await publisher.close();
  await new Promise<void>(resolve => (ledger ? ledger.end(resolve) : resolve()));
  const seconds = (clock.now() - startedAt) / 1000;
  const figures = { patients: count, published: total, acknowledged, seconds };
  print(
    values.json
      ? JSON.stringify(figures)
      : `${acknowledged} of ${total} messages acknowledged in ${seconds} s`,
  );
};

const devicesOnly = ['speed', 'mqtt', 'api', 'ledger'] as const;

const writeFiles = async (
  folder: string,
  values: Values,
  { count, seed, from, days, endAt }: Settings,
  { print, tell, signal }: CommandContext,
): Promise<void> => {
  const idle = devicesOnly.find(name => values[name] !== undefined);
  if (idle)
    throw new UsageError(
      `--${idle} is for devices over MQTT; with --out nothing is published: leave one out`,
    );
  const patients = simulatePanel({ seed, count, startAt: from, days });
  const onDay = progressBar(tell, 'simulating days');
  const force = values.force ?? false;
  const to = endAt;
  const figures = await writeSimulated({ folder, patients, seed, force, from, to, onDay, signal });
  print(
    values.json
      ? JSON.stringify(figures)
      : `${figures.messages} messages of ${count} patients and ${figures.events} clinical events in ${folder}`,
  );
};

export const simulate: Command = {
  help: `vigil simulate [--patients 100] [--days 7] [--seed vigil] [--speed max|1|60…] [--end TIME]
               [--mqtt mqtt://127.0.0.1:1883] [--api http://127.0.0.1:8080] [--ledger FILE] [--json]
vigil simulate --out FOLDER [--force] [--patients 100] [--days 7] [--seed vigil] [--end TIME] [--json]
  Imports the simulated roster through the API, then publishes every message of the days before --end
  (default now) with QoS 1, in order of arrival. --speed 1 is real time, 60 a minute a second, max as fast as
  the broker acknowledges. --ledger writes a line for each message that was acknowledged. Some patients are in
  trouble at the end. The same seed, patients, days and end give the same messages.
  --out publishes nothing but writes stream.jsonl (as replay jsonl and evaluate-alerts read it), roster.csv,
  encounters.csv (stays and visits), truth.csv, what really happened, and manifest.json, which says that all of it
  is simulated, into a folder; --end is then the last midnight (UTC) unless named. A folder that holds something is
  refused without --force.`,
  run: async (args, context) => {
    const { values, positionals } = readArgs(args, options);
    if (positionals.length > 0)
      throw new UsageError(`"${positionals[0]}" is not understood; options begin with --`);
    const settings = settingsOf(values, context.clock.now());
    if (values.out === '') throw new UsageError('--out must name a folder');
    if (values.force && values.out === undefined)
      throw new UsageError('--force is for --out: there is no folder to overwrite without it');
    await (values.out === undefined
      ? drive(values, settings, context)
      : writeFiles(values.out, values, settings, context));
  },
};
