import { createReadStream, openSync, readSync } from 'node:fs';
import { parseTopic } from '../ingest/topics.ts';
import type { Inbound } from '../ingest/understand.ts';
import { UsageError } from './command.ts';

/** Where a group's messages stand in the file, and when each came; in order of arrival once `inArrivalOrder`. */
export type Places = {
  readonly at: Float64Array;
  readonly offset: Float64Array;
  readonly bytes: Uint32Array;
};

export type StreamIndex = {
  readonly messages: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** by the number of the group */
  readonly places: readonly Places[];
  /** messages on a topic or of a device that the roster does not know: the service would reject them */
  readonly strangers: number;
};

const withOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;
const tooMany = 20;

type Line = { readonly at: number; readonly topic: string };

const readLine = (text: string): Line | string => {
  let value: { at?: unknown; topic?: unknown; payload?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return 'must be one JSON object';
  }
  if (typeof value !== 'object' || value === null) return 'must be one JSON object';
  const { at, topic, payload } = value;
  const atMs = typeof at === 'string' && withOffset.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(atMs)) return 'at must be a time with an offset, such as 2026-11-23T07:00:00-05:00';
  if (typeof topic !== 'string') return 'topic must be text, such as vigil/v1/{deviceId}/{channel}';
  return payload === undefined ? 'payload is missing' : { at: atMs, topic };
};

/** Calls `take` with each line, its number from 1, and where it stands; lines are UTF-8. */
const eachLine = async (
  file: string,
  take: (text: string, line: number, offset: number, bytes: number) => void,
  onBytes: (bytes: number) => void,
): Promise<void> => {
  let rest = Buffer.alloc(0);
  let offset = 0;
  let line = 0;
  const one = (bytes: Buffer): void => {
    line += 1;
    const text = bytes.toString('utf8').trim();
    if (text !== '') take(line === 1 ? text.replace(/^\uFEFF/, '') : text, line, offset, bytes.length);
    offset += bytes.length + 1;
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const held = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let end = held.indexOf(10); end >= 0; end = held.indexOf(10, from)) {
      one(held.subarray(from, end));
      from = end + 1;
    }
    rest = held.subarray(from);
    onBytes(offset);
  }
  if (rest.length > 0) one(rest);
};

type Growing = { readonly at: number[]; readonly offset: number[]; readonly bytes: number[] };

const inArrivalOrder = ({ at, offset, bytes }: Growing): Places => {
  const order = Uint32Array.from(at, (_, i) => i).sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || a - b);
  const of = (values: readonly number[]) => (i: number) => values[i] ?? 0;
  return {
    at: Float64Array.from(order, of(at)),
    offset: Float64Array.from(order, of(offset)),
    bytes: Uint32Array.from(order, of(bytes)),
  };
};

/**
 * Reads a stream of `{"at","topic","payload"}`, a line a message, once, and keeps of it only whose each line is and where
 * it stands. @throws UsageError naming the file, the lines and what is wrong with them
 */
export const indexStream = async (
  file: string,
  groupOf: (deviceId: string) => number | undefined,
  groups: number,
  onBytes: (bytes: number) => void,
): Promise<StreamIndex> => {
  const growing = Array.from({ length: groups }, (): Growing => ({ at: [], offset: [], bytes: [] }));
  const wrong: string[] = [];
  let [messages, strangers, firstAt, lastAt] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const take = (text: string, line: number, offset: number, bytes: number): void => {
    const read = readLine(text);
    if (typeof read === 'string') {
      wrong.push(`${file} line ${line}: ${read}`);
      if (wrong.length >= tooMany) throw new UsageError(wrong.join('\n'));
      return;
    }
    messages += 1;
    firstAt = Math.min(firstAt, read.at);
    lastAt = Math.max(lastAt, read.at);
    const device = parseTopic(read.topic)?.deviceId;
    const places = device === undefined ? undefined : growing[groupOf(device) ?? -1];
    if (!places) {
      strangers += 1;
      return;
    }
    places.at.push(read.at);
    places.offset.push(offset);
    places.bytes.push(bytes);
  };
  await eachLine(file, take, onBytes).catch(error => {
    throw error instanceof UsageError ? error : new UsageError(`cannot read ${file}`);
  });
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  if (messages === 0) throw new UsageError(`${file} holds no message`);
  return { messages, firstAt, lastAt, strangers, places: growing.map(inArrivalOrder) };
};

/** Reads a group's messages from their places in the file. */
export const streamReader = (file: string) => {
  const descriptor = openSync(file, 'r');
  const encoder = new TextEncoder();
  return function* (places: Places): Generator<Inbound> {
    for (let i = 0; i < places.at.length; i += 1) {
      const bytes = Buffer.allocUnsafe(places.bytes[i] ?? 0);
      readSync(descriptor, bytes, 0, bytes.length, places.offset[i] ?? 0);
      const { topic, payload } = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as {
        topic: string;
        payload: unknown;
      };
      const receivedAt = places.at[i] ?? 0;
      yield {
        source: 'mqtt',
        topic,
        payload: encoder.encode(JSON.stringify(payload)),
        receivedAt,
        mode: 'live',
      };
    }
  };
};
