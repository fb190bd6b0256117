import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import type { Ingest } from './ingest.ts';

export type Broker = { readonly port: number; readonly close: () => Promise<void> };

export type BrokerDeps = {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly ingest: Ingest;
  readonly log: Log;
};

type AuthorizePublish = NonNullable<ConstructorParameters<typeof Aedes>[0]>['authorizePublish'];

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

/**
 * The embedded broker. PUBACK = durable: a publish is authorized only once its group has been committed;
 * one that could not be stored closes the connection, so that the device sends it again.
 */
export const startBroker = async ({ host, port, clock, ingest, log }: BrokerDeps): Promise<Broker> => {
  const authorizePublish: AuthorizePublish = (_client, packet, callback) => {
    packet.retain = false;
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    ingest({ source: 'mqtt', topic: packet.topic, payload, receivedAt: clock.now(), mode: 'live' }).then(
      () => callback(null),
      error => {
        log.error('ingest-failed', errorFields(error));
        callback(error instanceof Error ? error : new Error('not stored'));
      },
    );
  };
  const aedes = await Aedes.createBroker({
    authorizePublish,
    // readings go to the store and nowhere else
    authorizeSubscribe: (_client, _subscription, callback) => callback(null, null),
    authorizeForward: () => null,
  });
  aedes.on('clientError', (_client, error) => log.warn('mqtt-client-error', errorFields(error)));
  aedes.on('connectionError', (_client, error) => log.warn('mqtt-connection-error', errorFields(error)));
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  const boundPort = await listen(server, port, host);
  return {
    port: boundPort,
    close: async () => {
      await new Promise<void>(resolve => aedes.close(resolve));
      // one that never said who it is would hold the server open
      for (const socket of sockets) socket.destroy();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
};
