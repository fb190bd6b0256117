import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openReader, type Where } from '../db/open-reader.ts';
import { openInflux } from '../readings/history/influx.ts';
import { historyOf } from '../readings/history/influx-history.ts';
import type { PatientOutcome } from './backtest-outcome.ts';
import { type BacktestJob, runBacktest } from './backtest-run.ts';

/** What the thread of one share of a back-test is given. */
export type WorkerTask = { readonly where: Where; readonly job: BacktestJob };
export type WorkerNews =
  | { readonly is: 'progress'; readonly done: number }
  | { readonly is: 'done'; readonly outcomes: readonly PatientOutcome[] };

const tell = (news: WorkerNews): void => parentPort?.postMessage(news);

/** The service wants it no more: any message says so. It is asked for between two patients, never in the middle of a query. */
const isUnwanted = (): boolean => parentPort !== null && receiveMessageOnPort(parentPort) !== undefined;

class Unwanted extends Error {}

const { where, job } = workerData as WorkerTask;
const store = openReader(where);
const history = historyOf({ sql: store.readerSql, influx: where.influx ? openInflux(where.influx) : null });
try {
  const outcomes = await runBacktest({ store, history }, job, done => {
    if (isUnwanted()) throw new Unwanted();
    if (done % 10 === 0) tell({ is: 'progress', done });
  });
  tell({ is: 'done', outcomes });
} catch (error) {
  if (!(error instanceof Unwanted)) throw error;
} finally {
  await store.close();
}
