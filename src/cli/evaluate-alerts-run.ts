import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { JudgedPatient, ShareReport } from '../evaluation/judge-quality/judge-share.ts';
import { judgeWorkerShare, type WorkerShare } from './evaluate-alerts-share.ts';
import type { FromWorker } from './evaluate-alerts-worker.ts';

export type Judged = {
  readonly patients: readonly JudgedPatient[];
  readonly messages: Readonly<Record<string, number>>;
  readonly ruleFailures: Readonly<Record<string, number>>;
};

const added = (all: readonly Readonly<Partial<Record<string, number>>>[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, times = 0] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + times;
  }
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
};

const stopped = (): Error => new Error('a worker stopped before it was done');

const work = (
  share: WorkerShare,
  onPatient: (patient: JudgedPatient) => void,
  signal: AbortSignal,
): Promise<ShareReport> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(stopped());
    const worker = new Worker(new URL('./evaluate-alerts-worker.ts', import.meta.url), { workerData: share });
    // ended in the middle of a query it takes the process with it: it ends by itself, after the patient in hand
    const stop = (): void => worker.postMessage('stop');
    signal.addEventListener('abort', stop);
    let done: ShareReport | null = null;
    worker.on('message', (message: FromWorker) => {
      if (message.is === 'done') done = message.report;
      else onPatient(message.patient);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      if (done) resolve(done);
      else reject(stopped());
    });
  });

/** A thread costs some seconds to start: for a few patients it is not worth it. */
const fewPatients = 40;

export const paysThreads = (patients: number): boolean => patients > fewPatients;

/** How many share the work: as many threads as the machine runs at once, where that pays. */
export const workers = (patients: number): number =>
  paysThreads(patients) ? Math.min(8, availableParallelism()) : 1;

export type Working = {
  readonly threads: boolean;
  readonly onPatient: () => void;
  readonly signal: AbortSignal;
};

/** Judges shares side by side, or here one after the other; the result does not depend on how patients are shared out. */
export const judgeShares = async (
  shares: readonly WorkerShare[],
  { threads, onPatient, signal }: Working,
): Promise<Judged> => {
  const judged: JudgedPatient[] = [];
  const keep = (patient: JudgedPatient): void => {
    judged.push(patient);
    onPatient();
  };
  const judge = (share: WorkerShare) => (threads ? work(share, keep, signal) : judgeWorkerShare(share, keep));
  const done = await Promise.all(shares.map(judge));
  return {
    patients: judged.sort((a, b) => (a.patient < b.patient ? -1 : 1)),
    messages: added(done.map(d => d.outcomes)),
    ruleFailures: added(done.map(d => d.failures)),
  };
};
