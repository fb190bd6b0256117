import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

const at = (url: string, port: number): string => {
  const address = new URL(url);
  address.hostname = '127.0.0.1';
  address.port = String(port);
  return address.href;
};

export type Link = {
  readonly url: string;
  readonly cut: () => void;
  readonly mend: () => void;
};

/** Stands between a client and a server; can stop forwarding while all connections stay open, as a dead link does. */
export const startProxy = (url: string): Promise<Link> =>
  new Promise(resolve => {
    const { hostname, port } = new URL(url);
    const sockets = new Set<Socket>();
    let isCut = false;
    const server = createServer(near => {
      const far = connect(Number(port), hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from);
        from.on('error', () => undefined);
        from.on('data', chunk => void (dead.has(near) || isCut || to.write(chunk)));
        from.on('close', () => {
          sockets.delete(from);
          if (!dead.has(near)) to.destroy();
        });
      }
    });
    const dead = new Set<Socket>();
    onTestFinished(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const nearPort = typeof address === 'object' && address ? address.port : 0;
      resolve({
        url: at(url, nearPort),
        cut: () => {
          isCut = true;
          for (const socket of sockets) dead.add(socket);
        },
        mend: () => {
          isCut = false;
        },
      });
    });
  });
