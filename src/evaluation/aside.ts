import { Worker } from 'node:worker_threads';
import { createBackOff } from '../back-off.ts';
import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Answer, Question } from './aside-worker.ts';
import type { Judged } from './judged.ts';

/** Judges patients in a thread of its own, which reads the store by itself and writes nothing. */
export type Aside = {
  /** Those that could be judged, as the store was while they were; rejects when the thread is gone. One call at a time. */
  readonly judge: (question: Question) => Promise<readonly Judged[]>;
  /** whether it is worth asking: not for a while after the thread broke */
  readonly isReady: () => boolean;
  readonly close: () => Promise<void>;
};

type Deps = { readonly folder: string; readonly clock: Clock; readonly metrics: Metrics; readonly log: Log };

type Thread = {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly end: () => Promise<void>;
};

const startThread = (folder: string): Thread => {
  const worker = new Worker(new URL('./aside-worker.ts', import.meta.url), {
    workerData: folder,
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  const broken = Promise.withResolvers<never>();
  // nobody has to wait for it
  broken.promise.catch(() => undefined);
  worker.on('error', broken.reject);
  const gone = new Promise<void>(resolve => worker.once('exit', () => resolve()));
  void gone.then(() => broken.reject(new Error('the thread ended')));
  let isEnding = false;
  return {
    ask: async question => {
      const answer = new Promise<Answer>(resolve => worker.once('message', resolve));
      worker.ref();
      worker.postMessage(question);
      const answered = await Promise.race([answer, broken.promise]);
      // a process that has nothing else to do does not stay for it
      if (!isEnding) worker.unref();
      return answered;
    },
    // it closes the store by itself: ended in the middle of a query it takes the process with it
    end: () => {
      isEnding = true;
      worker.ref();
      worker.postMessage('stop');
      return gone;
    },
  };
};

/** The thread starts when it is first asked. */
export const createAside = ({ folder, clock, metrics, log }: Deps): Aside => {
  const backOff = createBackOff();
  let thread: Thread | null = null;
  /** those that broke: the process outlives them */
  const ending = new Set<Promise<void>>();
  let readyAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  const giveUp = (error: unknown): void => {
    log.error('judging-aside-failed', errorFields(error));
    metrics.count('vigil_aside_failures_total');
    readyAt = clock.now() + backOff(clock.now());
    const gone = thread?.end();
    thread = null;
    if (!gone) return;
    ending.add(gone);
    void gone.then(() => ending.delete(gone));
  };

  return {
    isReady: () => !isClosed && clock.now() >= readyAt,
    judge: async question => {
      if (isClosed) throw new Error('nobody is judged aside any more');
      try {
        thread ??= startThread(folder);
        const { judged, seconds } = await thread.ask(question);
        for (const stage of ['load', 'judge'] as const)
          metrics.count('vigil_stage_seconds_total', stage, seconds[stage]);
        return judged;
      } catch (error) {
        giveUp(error);
        throw error;
      }
    },
    close: async () => {
      isClosed = true;
      await Promise.all([thread?.end(), ...ending]);
    },
  };
};
