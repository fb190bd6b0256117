import { createServer } from 'node:https';
import { type ServerType, serve } from '@hono/node-server';
import type { Tls } from '../config-sign-in.ts';

type Listen = { readonly hostname: string; readonly port: number; readonly tls: Tls | null };
type Served = { readonly fetch: (request: Request) => Response | Promise<Response> };

/** How long what is being answered may take once nothing more is taken. */
const graceMs = 5_000;

/** A connection that is kept open for further requests is closed when its answer is out. */
const closeGently = (server: ServerType): Promise<void> =>
  new Promise(done => {
    const gentle = 'closeIdleConnections' in server ? server : null;
    const sweep = setInterval(() => gentle?.closeIdleConnections(), 50);
    const cut = setTimeout(() => gentle?.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      done();
    });
    gentle?.closeIdleConnections();
  });

export type Listening = { readonly url: string; readonly close: () => Promise<void> };

/** Answers over HTTP, or HTTPS with a certificate; port 0 picks a free one. */
export const listenHttp = ({ fetch }: Served, { hostname, port, tls }: Listen): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const secured = tls ? { createServer, serverOptions: { ...tls, minVersion: 'TLSv1.2' as const } } : {};
    const bracketed = hostname.includes(':') ? `[${hostname}]` : hostname;
    const server = serve({ fetch, hostname, port, ...secured }, info =>
      resolve({
        url: `${tls ? 'https' : 'http'}://${bracketed}:${info.port}`,
        close: () => closeGently(server),
      }),
    );
    server.once('error', reject);
  });
