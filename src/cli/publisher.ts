import mqtt from 'mqtt';

export type Publisher = {
  /** Resolves when the broker has acknowledged; survives reconnections. */
  readonly publish: (topic: string, payload: string | Buffer) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type PublisherOptions = {
  readonly connections?: number;
  readonly onReconnect?: () => void;
};

const connectionOf = (topic: string, count: number): number => {
  let hash = 0;
  for (let i = 0; i < topic.length; i += 1) hash = (hash * 31 + topic.charCodeAt(i)) >>> 0;
  return hash % count;
};

/** Publishes with QoS 1 as devices would: what is not acknowledged is sent again, each device's messages in order. */
export const connectPublisher = async (url: string, options: PublisherOptions = {}): Promise<Publisher> => {
  const { connections = 1, onReconnect } = options;
  const clients = await Promise.all(
    Array.from({ length: connections }, () => mqtt.connectAsync(url, { reconnectPeriod: 200 }, true)),
  );
  for (const client of clients) {
    client.on('error', () => {});
    if (onReconnect) client.on('reconnect', onReconnect);
  }
  return {
    publish: async (topic, payload) => {
      const device = topic.slice(0, topic.lastIndexOf('/'));
      await clients[connectionOf(device, connections)]?.publishAsync(topic, payload, { qos: 1 });
    },
    close: async () => {
      await Promise.all(clients.map(client => client.endAsync()));
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
