import type { MqttClient } from 'mqtt';
import type { Clock } from '../clock.ts';
import type { OutsideBroker } from '../config-broker.ts';
import type { Ingest } from './ingest.ts';
import { connectTo, subscribeTo } from './subscriber-connect.ts';
import { leaveGroups } from './subscriber-leave.ts';
import { createReceiver, type Receiver } from './subscriber-receiver.ts';

export type SessionDeps = {
  readonly broker: OutsideBroker;
  readonly clientId: string;
  readonly ingest: Ingest;
  readonly clock: Clock;
  readonly closing: AbortSignal;
  /** told once: a message could not be stored. How long to go on before the broker is made to send it again */
  readonly onFailed: (error: unknown) => number;
};

export type Session = {
  readonly sessionPresent: boolean;
  /** resolves when the connection is gone */
  readonly ended: Promise<'lost' | 'cut-to-redeliver'>;
  /** Leaves shared subscriptions, acknowledges what is in hand, then says goodbye. */
  readonly close: () => Promise<void>;
};

/** One connection to a session that the broker keeps, subscribed, its messages flowing. */
export const openSession = async (deps: SessionDeps): Promise<Session> => {
  const { broker, clientId, ingest, clock, closing } = deps;
  const gone = Promise.withResolvers<'lost' | 'cut-to-redeliver'>();
  let receiver: Receiver | undefined;
  let cancelCut: (() => void) | undefined;

  const attach = (client: MqttClient): void => {
    const failed = (error: unknown): void => {
      cancelCut ??= clock.after(deps.onFailed(error), () => client.stream.destroy());
    };
    receiver = createReceiver({ client, ingest, clock, onFailed: failed });
    client.handleMessage = receiver.handleMessage;
    client.once('close', () => {
      cancelCut?.();
      gone.resolve(cancelCut ? 'cut-to-redeliver' : 'lost');
    });
  };

  const as = { clientId, clean: false, signal: closing, prepare: attach };
  const { client, sessionPresent } = await connectTo(broker, as);
  try {
    await subscribeTo(client, broker.topics);
  } catch (error) {
    client.end(true);
    throw error;
  }
  const close = async (): Promise<void> => {
    if (receiver) {
      await leaveGroups(client, receiver, broker.topics);
      await receiver.stop();
    }
    await client.endAsync();
  };
  return { sessionPresent, ended: gone.promise, close };
};
