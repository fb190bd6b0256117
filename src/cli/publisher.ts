import mqtt, { type MqttClient } from 'mqtt';

export class BrokerUnreachable extends Error {}

export type Publisher = {
  /** Resolves when the broker has acknowledged, however often the connection breaks meanwhile. */
  readonly publish: (topic: string, payload: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Unacknowledged = { readonly topic: string; readonly payload: string; readonly acknowledged: () => void };

const reconnectAfterMs = 200;

/** An address as it may be shown: without the user and the password it may hold. */
const shown = (url: string): string => url.replace(/\/\/[^/@]*@/, '//');

/** One connection that keeps what is not acknowledged and sends it again, in order, on the next one. */
const connectSession = (url: string): Publisher & { readonly connected: Promise<void> } => {
  const unacknowledged = new Set<Unacknowledged>();
  let client: MqttClient;
  let ended = false;
  let first = { made: () => {}, failed: (_error: Error) => {} };
  const connected = new Promise<void>((made, failed) => {
    first = { made, failed };
  });

  const send = (over: MqttClient, message: Unacknowledged): void => {
    over.publish(message.topic, message.payload, { qos: 1 }, error => {
      // an error here means that the connection broke: the next one sends it again
      if (!error && unacknowledged.delete(message)) message.acknowledged();
    });
  };

  const connect = (): void => {
    client = mqtt.connect(url, { reconnectPeriod: 0 });
    client.on('error', () =>
      first.failed(new BrokerUnreachable(`no MQTT broker answers at ${shown(url)}, or it refuses this user`)),
    );
    client.once('connect', () => {
      first.made();
      for (const message of unacknowledged) send(client, message);
    });
    client.once('close', () => {
      if (!ended) setTimeout(connect, reconnectAfterMs);
    });
  };
  connect();

  return {
    connected,
    publish: (topic, payload) =>
      new Promise(resolve => {
        const message = { topic, payload, acknowledged: resolve };
        unacknowledged.add(message);
        if (client.connected) send(client, message);
      }),
    close: async () => {
      ended = true;
      await client.endAsync();
    },
  };
};

const indexOf = (topic: string, count: number): number => {
  const device = topic.slice(0, topic.lastIndexOf('/'));
  let hash = 0;
  for (let i = 0; i < device.length; i += 1) hash = (hash * 31 + device.charCodeAt(i)) >>> 0;
  return hash % count;
};

/** Publishes with QoS 1 as devices would, each device's messages in order on one of the connections. */
export const connectPublisher = async (url: string, { connections = 1 } = {}): Promise<Publisher> => {
  const sessions = Array.from({ length: connections }, () => connectSession(url));
  await Promise.all(sessions.map(s => s.connected)).catch(async error => {
    await Promise.all(sessions.map(s => s.close()));
    throw error;
  });
  return {
    publish: async (topic, payload) => sessions[indexOf(topic, connections)]?.publish(topic, payload),
    close: async () => {
      await Promise.all(sessions.map(s => s.close()));
    },
  };
};

/** Runs at most `width` sends at a time over a stream, in its order of start; the first failure is thrown. */
export const pipeline = async <T>(
  items: Iterable<T> | AsyncIterable<T>,
  width: number,
  send: (item: T) => Promise<void>,
): Promise<void> => {
  let running = 0;
  let failure: unknown;
  let wake = () => {};
  const settled = (error?: unknown) => {
    running -= 1;
    failure ??= error;
    wake();
  };
  const fewerThan = async (limit: number): Promise<void> => {
    while (running >= limit) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
    if (failure !== undefined) throw failure;
  };
  for await (const item of items) {
    running += 1;
    send(item).then(
      () => settled(),
      error => settled(error ?? new Error('a send failed')),
    );
    if (running >= width) await fewerThan(width);
  }
  await fewerThan(1);
};
