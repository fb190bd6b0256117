import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';

const everyMs = 500;

/** Moves what the log of a store holds into its file, again and again, until it is told to stop. */
const sqlite = new BetterSqlite3(String(workerData), { fileMustExist: true, timeout: 0 });
// as the service does: a checkpoint is synced
sqlite.pragma('synchronous = NORMAL');
const timer = setInterval(() => {
  try {
    // what another connection keeps it from moving is moved the next time
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    // a full disk may have room again
    parentPort?.postMessage(error);
  }
}, everyMs);
parentPort?.once('message', () => {
  clearInterval(timer);
  sqlite.close();
});
