import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import type { OutsideBroker } from '../../src/config-broker.ts';

type AedesOptions = NonNullable<ConstructorParameters<typeof Aedes>[0]>;

export const outside = (url: string, over: Partial<OutsideBroker> = {}): OutsideBroker => ({
  url,
  username: null,
  password: null,
  ca: null,
  cert: null,
  key: null,
  clientId: null,
  topics: ['vigil/v1/+/+'],
  probe: false,
  ...over,
});

/** A broker that keeps sessions in memory, in this process; `cut` breaks every connection off. */
export const memoryBroker = async (options: AedesOptions = {}) => {
  const aedes = await Aedes.createBroker(options);
  const sockets = new Set<Socket>();
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(socket => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      aedes.handle(socket);
    });
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  let server = await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = `mqtt://127.0.0.1:${port}`;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const goAway = async () => {
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    cut();
    await closed;
  };
  onTestFinished(async () => {
    await new Promise<void>(resolve => aedes.close(resolve));
    await goAway();
  });
  const connect = async (): Promise<MqttClient> => {
    const client = await connectAsync(url);
    client.on('error', () => {});
    onTestFinished(() => client.endAsync(true));
    return client;
  };
  return {
    aedes,
    url,
    connect,
    cut,
    goAway,
    comeBack: async () => {
      server = await listen(port);
    },
    /** resolves at the broker's next event of that name */
    next: (event: 'subscribe' | 'clientDisconnect' | 'clientReady' | 'ack'): Promise<void> =>
      new Promise(resolve => {
        aedes.once(event as 'subscribe', () => resolve());
      }),
  };
};
