import { parentPort, workerData } from 'node:worker_threads';
import { openReadOnly } from '../db/open-read-only.ts';
import type { PatientOutcome } from './backtest-outcome.ts';
import { type BacktestJob, runBacktest } from './backtest-run.ts';

/** What the thread of one share of a back-test is given. */
export type WorkerTask = { readonly folder: string; readonly job: BacktestJob };
export type WorkerNews =
  | { readonly is: 'progress'; readonly done: number }
  | { readonly is: 'done'; readonly outcomes: readonly PatientOutcome[] };

const tell = (news: WorkerNews): void => parentPort?.postMessage(news);

const { folder, job } = workerData as WorkerTask;
const store = openReadOnly(folder, { table: 'alert', column: 'quiet_by' });
try {
  const outcomes = await runBacktest(store, job, done => {
    if (done % 10 === 0) tell({ is: 'progress', done });
  });
  tell({ is: 'done', outcomes });
} finally {
  store.close();
}
