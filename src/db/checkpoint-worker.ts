import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';

const everyMs = 500;

/** What is committed during one is little, and during the next nearly nothing. */
const passes = 4;

type Checkpointed = { readonly log: number; readonly checkpointed: number };

/** Moves what the log of a store holds into its file, again and again, until it is told to stop. */
const sqlite = new BetterSqlite3(String(workerData), { fileMustExist: true, timeout: 0 });
// as the service does: a checkpoint is synced
sqlite.pragma('synchronous = NORMAL');

/** The log begins anew at the next commit, instead of growing, only if nothing is left in it. */
const isAllMoved = (): boolean => {
  const [moved] = sqlite.pragma('wal_checkpoint(PASSIVE)') as [Checkpointed];
  return moved.checkpointed === moved.log;
};

const checkpoint = (): void => {
  for (let pass = 0; pass < passes; pass += 1) if (isAllMoved()) return;
};

/** A full disk may have room again: only that it began to fail is told. */
let isFailing = false;
const fail = (error: unknown): void => {
  const { code = null, message } = error as Error & { readonly code?: string };
  if (!isFailing) parentPort?.postMessage({ code, message });
  isFailing = true;
};

const timer = setInterval(() => {
  try {
    // what another connection keeps it from moving is moved the next time
    checkpoint();
    isFailing = false;
  } catch (error) {
    fail(error);
  }
}, everyMs);
parentPort?.once('message', () => {
  clearInterval(timer);
  sqlite.close();
});
