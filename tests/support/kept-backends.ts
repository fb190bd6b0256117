import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** Told of each whole message (a letter, four bytes of length, a body) that the chunks of a stream add up to. */
const messagesOf = (take: (letter: string, message: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk: Buffer): void => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5) {
      const end = 1 + rest.readInt32BE(1);
      if (rest.length < end) return;
      take(String.fromCharCode(rest[0] ?? 0), rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
};

const server = { processId: 'K', failure: 'E', ready: 'Z' } as const;
const terminate = { letter: 'X', bytes: 5 } as const;
/** a client's messages that are answered by one `ready`; what others ask is answered before it */
const answeredByReady = ['Q', 'S', 'F'];
const discardAll = Buffer.from('Q\0\0\0\x10DISCARD ALL\0');

/** How far a session has come, by the messages that pass. */
const sessionOf = () => {
  // the start is answered by `ready` too
  const session = { pid: 0, readyDue: 1, inTransaction: true, asking: false, failed: false, ended: false };
  const answered = messagesOf((letter, message) => {
    if (letter === server.processId) session.pid = message.readInt32BE(5);
    if (letter === server.failure) session.failed = true;
    if (letter !== server.ready) return;
    session.readyDue -= 1;
    session.inTransaction = message[5] !== 'I'.charCodeAt(0);
  });
  const asked = messagesOf(letter => {
    session.ended = letter === terminate.letter;
    if (session.ended) return;
    session.asking = !answeredByReady.includes(letter);
    if (!session.asking) session.readyDue += 1;
  });
  const isIdle = (): boolean => session.readyDue === 0 && !session.inTransaction && !session.asking;
  return { session, answered, asked, isIdle };
};

/** A backend, and the one client at a time that it answers. */
const openBackend = (port: number, startup: Buffer) => {
  const { session, answered, asked, isIdle } = sessionOf();
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).unref();
  const greeting: Buffer[] = [];
  let greeted = false;
  let client: Socket | null = null;
  let onAnswer = () => {};
  socket.write(startup);
  socket.on('data', chunk => {
    if (!greeted) greeting.push(chunk);
    answered(chunk);
    greeted ||= isIdle();
    client?.write(chunk);
    onAnswer();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    client?.end();
    onAnswer();
  });
  const discarded = (): Promise<void> =>
    new Promise(resolve => {
      onAnswer = () => {
        if (isIdle() || socket.destroyed) resolve();
      };
      session.failed = false;
      asked(discardAll);
      socket.write(discardAll);
    });
  return {
    pid: () => session.pid,
    isGone: () => !socket.writable,
    end: () => socket.end(),
    attach: (to: Socket): void => {
      client = to;
      if (greeted) to.write(Buffer.concat(greeting));
    },
    /** passes on what its client sends; whether the client has said that it is done */
    ask: (bytes: Buffer): boolean => {
      asked(bytes);
      socket.write(session.ended ? bytes.subarray(0, -terminate.bytes) : bytes);
      return session.ended;
    },
    /** leaves its client; whether it is as if it had just been started */
    renew: async (): Promise<boolean> => {
      client = null;
      session.ended = false;
      if (!isIdle()) return false;
      await discarded();
      return !session.failed && socket.writable;
    },
  };
};

type Backend = ReturnType<typeof openBackend>;

export type KeptBackends = {
  /** where to connect to instead of the server's port */
  readonly port: number;
  /** process ids of those that no client has, each as if it had just been started; those in use will not be kept */
  readonly unused: () => Promise<number[]>;
};

/**
 * Stands before a PostgreSQL server on loopback that trusts everybody. Starting a backend and filling its caches takes longer
 * than most tests do: here the session of a client that says it is done is discarded, and the next client that asks for such
 * a session gets the same process. A client that goes in any other way takes its process along.
 */
export const keepBackends = async (serverPort: number): Promise<KeptBackends> => {
  const kept = new Map<string, Promise<Backend | null>[]>();
  let round = 0;
  const keptFor = (startup: Buffer) => {
    const key = startup.toString('latin1');
    const list = kept.get(key) ?? [];
    kept.set(key, list);
    return list;
  };
  const renewed = async (backend: Backend): Promise<Backend | null> => {
    if (await backend.renew()) return backend;
    backend.end();
    return null;
  };
  const backendFor = async (startup: Buffer): Promise<Backend> => {
    const list = keptFor(startup);
    for (let one = list.pop(); one; one = list.pop()) {
      const backend = await one;
      if (backend && !backend.isGone()) return backend;
    }
    return openBackend(serverPort, startup);
  };
  const serve = async (client: Socket): Promise<void> => {
    const [startup] = (await once(client, 'data')) as [Buffer];
    const since = round;
    const backend = await backendFor(startup);
    let done = false;
    client.on('data', (bytes: Buffer) => {
      if (!backend.ask(bytes)) return;
      done = since === round;
      if (done) keptFor(startup).push(renewed(backend));
      client.end();
    });
    client.on('close', () => {
      if (!done) backend.end();
    });
    if (client.destroyed) backend.end();
    backend.attach(client);
  };
  const door = createServer({ noDelay: true }, client => {
    client.unref().on('error', () => undefined);
    serve(client).catch(() => client.destroy());
  });
  door.unref().listen(0, '127.0.0.1');
  await once(door, 'listening');
  return {
    port: (door.address() as AddressInfo).port,
    unused: async () => {
      // what the test's clients said last is on its way
      await setImmediate();
      round += 1;
      const all = await Promise.all([...kept.values()].flat());
      return all.flatMap(backend => (backend && !backend.isGone() ? [backend.pid()] : []));
    },
  };
};
