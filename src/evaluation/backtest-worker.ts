import { parentPort, workerData } from 'node:worker_threads';
import { openReader, type Where } from '../db/open-reader.ts';
import { openInflux } from '../readings/history/influx.ts';
import { historyOf } from '../readings/history/influx-history.ts';
import { goOnIfWanted, untilUnwanted } from '../unwanted.ts';
import type { PatientOutcome } from './backtest-outcome.ts';
import { type BacktestJob, runBacktest } from './backtest-run.ts';

/** What the thread of one share of a back-test is given. */
export type WorkerTask = { readonly where: Where; readonly job: BacktestJob };
export type WorkerNews =
  | { readonly is: 'progress'; readonly done: number }
  | { readonly is: 'done'; readonly outcomes: readonly PatientOutcome[] };

const tell = (news: WorkerNews): void => parentPort?.postMessage(news);

const { where, job } = workerData as WorkerTask;
const store = openReader(where);
const history = historyOf({ sql: store.readerSql, influx: where.influx ? openInflux(where.influx) : null });
await untilUnwanted(async () => {
  const outcomes = await runBacktest({ store, history }, job, done => {
    goOnIfWanted();
    if (done % 10 === 0) tell({ is: 'progress', done });
  });
  tell({ is: 'done', outcomes });
}).finally(() => store.close());
