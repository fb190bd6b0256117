import { desc } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import { newId } from '../ids.ts';
import { errorFields, type Log } from '../log.ts';
import { type ReadRow, sealHash } from './audit-hash.ts';
import type { Store } from './open.ts';

export type ReadEntry = Omit<ReadRow, 'id'>;

export type AccessLog = {
  /** Notes that these patients' data were shown; returns at once, and the entries are durable within seconds. */
  readonly record: (read: Omit<ReadEntry, 'patientId'>, patientIds: readonly string[]) => void;
  /** Resolves once all that was recorded before is durable and sealed. */
  readonly flush: () => Promise<void>;
  /** Flushes, then records nothing more. */
  readonly stop: () => Promise<void>;
};

type Deps = {
  readonly store: Pick<Store, 'db' | 't' | 'write'>;
  readonly clock: Clock;
  readonly log: Log;
};

const flushAfterMs = 2_000;
const retryAfterMs = 10_000;
const mostInABatch = 500;
const mostWaiting = 100_000;
/** The page asks again every minute: the same person reading the same by the same route counts once in this time. */
export const oneReadMs = 15 * 60_000;

/** Writes a batch of reads and the seal over it, chained to the seal before. */
const writeBatch = ({ db, t, write }: Deps['store'], entries: readonly ReadEntry[], sealed: Sealed) =>
  write(async () => {
    const [before] = await db
      .select({ hash: t.accessSeal.hash })
      .from(t.accessSeal)
      .orderBy(desc(t.accessSeal.id))
      .limit(1);
    const written = await db
      .insert(t.accessLog)
      .values([...entries])
      .returning();
    // a seal covers its rows in the order of their ids, whatever the order in which they come back
    const rows = written.toSorted((a, b) => a.id - b.id);
    const ids = rows.map(row => row.id);
    const [firstId, lastId] = [Math.min(...ids), Math.max(...ids)];
    const header = { ...sealed, firstId, lastId, entries: rows.length };
    const previousHash = before?.hash ?? null;
    const hash = sealHash(previousHash, header, rows);
    await db.insert(t.accessSeal).values({ ...header, previousHash, hash });
  });

type Sealed = { readonly at: number; readonly process: string };

const keyOf = ({ actor, action }: Omit<ReadEntry, 'patientId'>, patientId: string): string =>
  JSON.stringify([actor, action, patientId]);

/** Remembers who read what, so that a repeat counts once; what was read later than now, before the clock was set back, counts no more. */
const createRepeats = (clock: Clock) => {
  const readAt = new Map<string, number>();
  const isRecent = (at: number): boolean => at <= clock.now() && clock.now() - at < oneReadMs;
  return {
    isRepeat: (key: string): boolean => {
      const last = readAt.get(key);
      if (last !== undefined && isRecent(last)) return true;
      readAt.delete(key);
      readAt.set(key, clock.now());
      return false;
    },
    /** oldest first, since a map keeps the order of setting */
    forget: (): void => {
      for (const [key, at] of readAt) {
        if (isRecent(at)) return;
        readAt.delete(key);
      }
    },
  };
};

/** The log of who read whose data: kept in memory for a moment, then written and sealed in batches. */
export const createAccessLog = ({ store, clock, log }: Deps): AccessLog => {
  const process = newId('prc');
  const repeats = createRepeats(clock);
  let waiting: ReadEntry[] = [];
  let cancel: (() => void) | null = null;
  let stopped = false;
  let last: Promise<void> = Promise.resolve();

  const writeAll = async (): Promise<void> => {
    cancel?.();
    cancel = null;
    repeats.forget();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostInABatch);
      await writeBatch(store, batch, { at: clock.now(), process });
      waiting = waiting.slice(batch.length);
    }
  };
  const flush = (): Promise<void> => {
    last = last.then(writeAll).catch(error => {
      log.error('access-log-failed', { ...errorFields(error), waiting: waiting.length });
      waiting = waiting.slice(-mostWaiting);
      if (!stopped) wakeAfter(retryAfterMs);
    });
    return last;
  };
  const wakeAfter = (ms: number): void => {
    cancel ??= clock.after(ms, () => {
      cancel = null;
      void flush();
    });
  };

  return {
    record: (read, patientIds) => {
      if (stopped) return;
      for (const patientId of new Set(patientIds)) {
        if (!repeats.isRepeat(keyOf(read, patientId))) waiting.push({ ...read, patientId });
      }
      if (waiting.length >= mostInABatch) void flush();
      else if (waiting.length > 0) wakeAfter(flushAfterMs);
    },
    flush,
    stop: () => {
      stopped = true;
      cancel?.();
      return flush();
    },
  };
};
