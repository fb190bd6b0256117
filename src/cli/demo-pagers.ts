import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const mostShown = 50;
const mostBytes = 16_384;

const textIn = (body: string): string => {
  try {
    const { at, to, text } = JSON.parse(body) as Record<string, unknown>;
    return `${String(at)}  ${String(to)}  ${String(text)}`;
  } catch {
    return 'a message that is no JSON';
  }
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) if (body.length < mostBytes) body += String(chunk);
  return body;
};

export type Pagers = {
  /** where messages are sent, and read back in a browser */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** The pagers of a demonstration: on loopback alone; takes every message, sends nothing on, and shows the latest. */
export const startPagers = async (): Promise<Pagers> => {
  const shown: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'POST') {
      shown.unshift(textIn(await readBody(request)));
      shown.splice(mostShown);
      response.writeHead(204).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      .end(shown.length > 0 ? `${shown.join('\n')}\n` : 'nobody has been told of anything yet\n');
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
