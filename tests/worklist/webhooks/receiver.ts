import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { EventBody } from '../../../src/contract/events.ts';

export type Got = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly text: string };

/** Answers with a status; a number from 300 to 399 sends elsewhere. `hang` never answers. */
export type Answer = number | 'hang';

/** A receiver of webhooks on this machine that answers as told, then 204; closed when the test has finished. */
export const receiver = async (...answers: readonly Answer[]) => {
  const got: Got[] = [];
  const left = [...answers];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      got.push({
        path: request.url ?? '',
        headers: request.headers,
        text: Buffer.concat(chunks).toString(),
      });
      const answer = left.shift() ?? 204;
      if (answer !== 'hang') response.writeHead(answer, { location: '/elsewhere' }).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    got,
    nth: (index: number): Got => {
      const one = got[index];
      if (!one) throw new Error(`only ${got.length} requests came`);
      return one;
    },
    events: () => got.map(({ text }) => JSON.parse(text) as EventBody),
    /** Resolves once so many requests have come. */
    until: (count: number) =>
      new Promise<void>(resolve => {
        const look = () => {
          if (got.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    answer: (...more: readonly Answer[]) => left.push(...more),
    stop,
  };
};
