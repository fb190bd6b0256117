import { Socket } from 'node:net';
import pg from 'pg';

/** A connection that can be given up at once, whatever it still waits for. */
export type Connection = { readonly client: pg.Client; readonly cut: () => void };

export type Connect = (more?: pg.ClientConfig) => Promise<Connection>;

/**
 * A link can die without a word: the system then repeats what was sent for a quarter of an hour before it says so. After so
 * long the server is asked over another connection.
 */
export const patienceMs = 20_000;

/** No look at the store takes so long but over such a link. */
export const longestReadMs = 3 * patienceMs;

/** for what the server has at hand */
const answerMs = 5_000;

export const connector =
  (options: pg.ClientConfig): Connect =>
  async (more = {}) => {
    const socket = new Socket();
    const client = new pg.Client({ ...options, ...more, stream: () => socket });
    // heard by whoever holds it; without a listener a lost connection would end the process
    client.on('error', () => undefined);
    await client.connect();
    return { client, cut: () => void socket.destroy() };
  };

/** Of the server's process behind a connection. What the protocol tells of it may be made up by a proxy. */
export const backendOf = async (client: pg.Client): Promise<number> => {
  const asked = { text: 'SELECT pg_backend_pid() AS pid', query_timeout: answerMs };
  const { rows } = await client.query<{ pid: number }>(asked);
  return rows[0]?.pid ?? 0;
};

const atWork = `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event IS DISTINCT FROM 'ClientWrite'
  AND (state = 'active' OR state_change > clock_timestamp() - $2 * interval '1 millisecond')`;

/**
 * Whether a process of the server neither works nor did so a moment ago, or is gone. It is then ended, for what it holds
 * others would have to wait for until the server itself gave it up. Rejects when the server cannot be asked.
 */
export type EndIfIdle = (pid: number) => Promise<boolean>;

export const endingIdle =
  (connect: Connect, momentMs: number): EndIfIdle =>
  async pid => {
    const { client, cut } = await connect({ query_timeout: answerMs });
    try {
      const { rowCount } = await client.query(atWork, [pid, momentMs]);
      if (rowCount !== 0) return false;
      await client.query('SELECT pg_terminate_backend($1)', [pid]);
      return true;
    } finally {
      cut();
    }
  };

/** Gives a connection up that waits for a process which does not work for it; the result stops watching. */
export const cutWhenHalfOpen = (
  { cut, pid }: Pick<Connection, 'cut'> & { readonly pid: number },
  endIfIdle: EndIfIdle,
  everyMs: number,
): (() => void) => {
  // a server that cannot be asked now is asked again
  const look = (): Promise<void> =>
    endIfIdle(pid).then(
      isOver => void (isOver && cut()),
      () => undefined,
    );
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
};
