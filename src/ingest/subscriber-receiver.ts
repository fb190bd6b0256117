import type { MqttClient } from 'mqtt';
import type { Clock } from '../clock.ts';
import type { Ingest } from './ingest.ts';
import { probeTopic } from './topics.ts';

export type ReceiverDeps = {
  readonly client: Pick<MqttClient, 'stream' | 'reschedulePing'>;
  readonly ingest: Ingest;
  readonly clock: Clock;
  /** a message could not be stored: it is not acknowledged */
  readonly onFailed: (error: unknown) => void;
};

export type Receiver = {
  readonly handleMessage: MqttClient['handleMessage'];
  /** how many messages came so far */
  readonly taken: () => number;
  /** how many of them are not stored yet */
  readonly inHand: () => number;
  /** Takes nothing more; resolves when what is in hand is stored and acknowledged. */
  readonly stop: () => Promise<void>;
};

/** What may be in hand at a time: 2,000 small messages, or 16 MiB. The broker keeps the rest. */
const roomBytes = 16 * 1024 * 1024;
const overheadBytes = 8 * 1024;

/** Told to MQTT.js instead of success, so that it sends no PUBACK: ours follows the commit. */
const acknowledgedLater = new Error('acknowledged after the commit');

/** PUBACKs of one commit leave in one write. */
const pubackWriter = (stream: MqttClient['stream']) => {
  let ids: number[] = [];
  const flush = (): void => {
    const bytes = Buffer.alloc(4 * ids.length);
    for (const [i, id] of ids.entries()) {
      bytes.writeUInt16BE(0x4002, 4 * i);
      bytes.writeUInt16BE(id, 4 * i + 2);
    }
    ids = [];
    if (!stream.destroyed) stream.write(bytes);
  };
  return (id: number): void => {
    if (ids.push(id) === 1) process.nextTick(flush);
  };
};

/** Takes the messages of one connection as fast as they come, and acknowledges each once it is durable. */
export const createReceiver = ({ client, ingest, clock, onFailed }: ReceiverDeps): Receiver => {
  const acknowledge = pubackWriter(client.stream);
  let room = roomBytes;
  let taken = 0;
  let inHand = 0;
  let stopped = false;
  let proceed = () => {};
  let emptied = () => {};

  const settled = (): void => {
    inHand -= 1;
    if (room > 0) proceed();
    if (inHand === 0) emptied();
  };

  const take = (topic: string, payload: Buffer, messageId: number | undefined): void => {
    const size = payload.byteLength + overheadBytes;
    room -= size;
    taken += 1;
    inHand += 1;
    const message = { source: 'mqtt', topic, payload, receivedAt: clock.now(), mode: 'live' } as const;
    const stored = topic.startsWith(probeTopic('')) ? Promise.resolve() : ingest(message);
    stored
      .then(() => {
        room += size;
        if (messageId !== undefined) acknowledge(messageId);
      })
      // what failed keeps its room: a store that takes nothing soon stops the stream
      .catch(onFailed)
      .finally(settled);
  };

  return {
    taken: () => taken,
    inHand: () => inHand,
    handleMessage: ({ topic, payload, qos, messageId }, next) => {
      if (stopped) return next(acknowledgedLater);
      take(topic, Buffer.from(payload), qos === 0 ? undefined : messageId);
      if (room > 0) return next(acknowledgedLater);
      proceed = () => {
        proceed = () => {};
        // the answer to a ping may lie behind the messages that waited
        client.reschedulePing(true);
        next(acknowledgedLater);
      };
    },
    stop: async () => {
      stopped = true;
      proceed();
      if (inHand > 0)
        await new Promise<void>(resolve => {
          emptied = resolve;
        });
      await new Promise<void>(resolve => process.nextTick(resolve));
    },
  };
};
