import { createWriteStream } from 'node:fs';
import type { Message } from '../../simulators/message.ts';
import { simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { panelStream } from '../../simulators/stream.ts';
import { sleepUntil } from '../clock.ts';
import { dayMs } from '../domain/local-day.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { importThrough } from './import.ts';
import { progressBar } from './progress.ts';
import { connectPublisher, pipeline } from './publisher.ts';

const inFlight = 500;

const instant = (text: string | undefined, fallback: number): number => {
  const at = text === undefined ? fallback : Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError('--end must be a time such as 2026-11-23T07:00:00Z');
  return at;
};

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

export const simulate: Command = {
  help: `vigil simulate [--patients 100] [--days 7] [--seed vigil] [--speed max|1|60…] [--end TIME]
               [--mqtt mqtt://127.0.0.1:1883] [--api http://127.0.0.1:8080] [--ledger FILE] [--json]
  Imports the simulated roster through the API, then publishes every reading of the days before --end
  (default now) with QoS 1, in time order. --speed 1 is real time, 60 a minute a second, max as fast as
  the broker acknowledges. --ledger writes a line for each message that was acknowledged. The same seed,
  patients, days and end give the same messages.`,
  run: async (args, context) => {
    const { clock, config, print, tell, signal } = context;
    const { values } = readArgs(args, {
      patients: { type: 'string' },
      days: { type: 'string' },
      seed: { type: 'string' },
      speed: { type: 'string' },
      end: { type: 'string' },
      mqtt: { type: 'string' },
      api: { type: 'string' },
      ledger: { type: 'string' },
      json: { type: 'boolean' },
    });
    const count = wholeNumber(values.patients, 'patients', 100, 1);
    const days = wholeNumber(values.days, 'days', 7, 1);
    const endAt = instant(values.end, clock.now());
    const patients = simulatePanel({ seed: values.seed ?? 'vigil', count, endAt });
    const from = endAt - days * dayMs;
    const messages = () => panelStream(patients, from, endAt);

    await importThrough(values.api ?? `http://${config.host}:${config.port}`, rosterCsv(patients));
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
        : `${acknowledged} of ${total} readings acknowledged in ${seconds} s`,
    );
  },
};
