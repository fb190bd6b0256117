import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Resolves once everything that was committed before the call is on the disk. */
export type Durable = () => Promise<void>;

export class NotDurable extends Error {}

/**
 * One sync serves all who asked before it began; whoever asks while one runs is served by the next. A sync that failed
 * is never tried again: the system may have dropped what it could not write, and a second one would not tell.
 */
export const oneSyncForMany = (sync: () => Promise<void>, onBroken: (error: NotDurable) => void): Durable => {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let broken: NotDurable | null = null;
  const sound = (): void => {
    if (broken) throw broken;
  };
  const breakOff = (cause: unknown): never => {
    broken ??= new NotDurable('the disk did not keep a commit; restart Vigil once it is sound', { cause });
    onBroken(broken);
    throw broken;
  };
  const begin = async (): Promise<void> => {
    sound();
    await sync().catch(breakOff);
    sound();
  };
  const run = (): Promise<void> => {
    next = null;
    const mine = begin().finally(() => {
      if (running === mine) running = null;
    });
    running = mine;
    return mine;
  };
  return () => {
    if (!running && !next) return run();
    next ??= (running as Promise<void>).then(run, run);
    return next;
  };
};

export type WalSync = {
  readonly durable: Durable;
  /** rejects when the disk did not keep a commit */
  readonly failed: Promise<never>;
  /** Syncs what was committed last; nothing may be committed meanwhile or later. */
  readonly close: () => Promise<void>;
};

const dataSync = promisify(fdatasync);

/**
 * Syncs a write-ahead log off the event loop. With `synchronous = NORMAL` SQLite writes a commit into the log and leaves
 * the sync that `FULL` would add to us; the log's header and checkpoints it syncs itself (https://sqlite.org/wal.html,
 * https://sqlite.org/pragma.html#pragma_synchronous). The log stays the same file while a connection is open.
 */
export const createWalSync = (
  databaseFile: string,
  sync: (file: number) => Promise<void> = dataSync,
): WalSync => {
  const broken = Promise.withResolvers<never>();
  // nobody has to wait for it
  broken.promise.catch(() => undefined);
  let log: number | null = null;
  const durable = oneSyncForMany(async () => {
    log ??= openSync(`${databaseFile}-wal`, 'r+');
    await sync(log);
  }, broken.reject);
  return {
    durable,
    failed: broken.promise,
    close: async () => {
      await durable().catch(() => undefined);
      if (log !== null) closeSync(log);
      log = null;
    },
  };
};
