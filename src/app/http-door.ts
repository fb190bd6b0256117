import { type Listening, listenHttp } from './listen-http.ts';

type Served = Parameters<typeof listenHttp>[0];
type Where = Omit<Parameters<typeof listenHttp>[1], 'port'> & { readonly port: number | null };

export type HttpDoor = {
  /** aborts when open streams are to be ended */
  readonly leaving: AbortSignal;
  /** port null: nothing is served. Resolves to the address. */
  readonly open: (served: Served, where: Where) => Promise<string | null>;
  /** Takes no further connection, ends open streams, and lets what is being answered finish. */
  readonly close: () => Promise<void>;
};

/** The door of the API: made before what it needs, so that it is closed after it, and opened last. */
export const createHttpDoor = (): HttpDoor => {
  const leaving = new AbortController();
  let listening: Listening | null = null;
  return {
    leaving: leaving.signal,
    open: async (served, { port, ...where }) => {
      if (port !== null) listening = await listenHttp(served, { ...where, port });
      return listening?.url ?? null;
    },
    close: async () => {
      const closed = listening?.close();
      leaving.abort();
      await closed;
    },
  };
};
