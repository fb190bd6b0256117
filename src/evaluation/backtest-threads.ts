import { Worker } from 'node:worker_threads';
import type { Where } from '../db/open-reader.ts';
import { AppError } from '../errors.ts';
import type { RunShare } from './backtest.ts';
import type { WorkerNews, WorkerTask } from './backtest-worker.ts';

const stopped = () => new AppError('not-ready', 'the back-test was stopped', { remedy: 'start it again' });

/** Runs each share in a thread of its own, which reads the store by itself; an abort stops it, after the patient in hand. */
export const inThreads =
  (where: Where, signal: AbortSignal): RunShare =>
  (job, onPatients) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(stopped());
      const worker = new Worker(new URL('./backtest-worker.ts', import.meta.url), {
        workerData: { where, job } satisfies WorkerTask,
      });
      // ended in the middle of a query it takes the process with it: it ends by itself, and then this rejects
      const stop = () => worker.postMessage('stop');
      signal.addEventListener('abort', stop, { once: true });
      worker.on('message', (news: WorkerNews) => {
        if (news.is === 'progress') onPatients(news.done);
        else resolve(news.outcomes);
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        signal.removeEventListener('abort', stop);
        reject(stopped());
      });
    });
