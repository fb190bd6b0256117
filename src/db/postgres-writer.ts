import type { Client } from 'pg';
import { backendOf, type Connection, cutWhenHalfOpen, type EndIfIdle } from './postgres-connection.ts';
import { oneAtATime, type Write } from './writer.ts';

/** Advisory locks, by what they guard. */
export const advisory = { family: 22_119, writing: 1, outbox: 2, migrating: 3, partitions: 4 } as const;

const begin = {
  alone: `BEGIN; SELECT pg_advisory_xact_lock(${advisory.family}, ${advisory.writing})`,
  shared: `BEGIN; SELECT pg_advisory_xact_lock_shared(${advisory.family}, ${advisory.writing})`,
};

/** The two that PostgreSQL asks to try again: a deadlock and a failed serialization. */
const isToRetry = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return code === '40P01' || code === '40001';
};

const tries = 5;

export type PostgresWriter = {
  /** the connection of the transaction in hand; @throws outside one */
  readonly current: () => Client;
  readonly write: Write;
  readonly writeShared: Write;
  readonly close: () => Promise<void>;
};

type Deps = {
  readonly connect: () => Promise<Connection>;
  readonly endIfIdle: EndIfIdle;
  /** how long a transaction is in hand before the server is asked whether it works on it */
  readonly patienceMs: number;
};

type Held = Connection & { readonly pid: number };

/**
 * Transactions on one connection, made anew after it was lost: a transaction never goes on over another connection than
 * the one on which it began. Work is done again after a deadlock, so what it does in memory must bear it.
 */
export const createPostgresWriter = ({ connect, endIfIdle, patienceMs }: Deps): PostgresWriter => {
  let kept: Held | null = null;
  let inHand: Client | null = null;

  const held = async (): Promise<Held> => {
    if (kept) return kept;
    const connection = await connect();
    const fresh = { ...connection, pid: await backendOf(connection.client) };
    const forget = () => {
      if (kept === fresh) kept = null;
    };
    fresh.client.on('error', forget);
    fresh.client.on('end', forget);
    kept = fresh;
    return fresh;
  };

  const abandon = ({ cut }: Held): void => {
    kept = null;
    cut();
  };

  const once = async <T>(how: keyof typeof begin, work: () => T | Promise<T>): Promise<T> => {
    const mine = await held();
    const { client } = mine;
    const stopWatching = cutWhenHalfOpen(mine, endIfIdle, patienceMs);
    inHand = client;
    try {
      await client.query(begin[how]);
      const result = await work();
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // a connection that cannot roll back is given up: the server does it then
      await client.query('ROLLBACK').catch(() => abandon(mine));
      throw error;
    } finally {
      stopWatching();
      inHand = null;
    }
  };

  const transact = async <T>(how: keyof typeof begin, work: () => T | Promise<T>): Promise<T> => {
    for (let left = tries; ; left -= 1) {
      try {
        return await once(how, work);
      } catch (error) {
        if (left <= 1 || !isToRetry(error)) throw error;
      }
    }
  };

  // one queue for both: there is one connection
  const queue = oneAtATime(work => Promise.resolve(work()));
  return {
    current: () => {
      if (!inHand) throw new Error('a statement of the writer was used outside a transaction');
      return inHand;
    },
    write: work => queue(() => transact('alone', work)),
    writeShared: work => queue(() => transact('shared', work)),
    close: () => queue(async () => kept?.client.end()),
  };
};
