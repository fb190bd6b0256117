import { Worker } from 'node:worker_threads';
import { createBackOff } from '../back-off.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Answer, Question } from './aside-worker.ts';
import type { Judged } from './judged.ts';

/** Judges patients in a thread of its own, which reads the store by itself and writes nothing. */
export type Aside = {
  /** Those that could be judged, as the store was while they were; rejects when the thread is gone. One call at a time. */
  readonly judge: (question: Question) => Promise<readonly Judged[]>;
  /** whether it is worth asking: not for a while after the thread broke, nor as long as that one runs */
  readonly isReady: () => boolean;
  /** Resolves once no thread runs any more, or one that hangs was waited for long enough. */
  readonly close: () => Promise<void>;
};

export type Thread = {
  readonly ask: (question: Question) => Promise<Answer>;
  /** asks it to end; resolves once it is gone */
  readonly end: () => Promise<void>;
  /** the process no longer stays for it, unless it is in the middle of a query: that is waited for at the end */
  readonly leave: () => void;
};

type Deps = {
  readonly folder: string;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly start?: (folder: string) => Thread;
  /** milliseconds on a clock that nobody sets */
  readonly elapsed?: () => number;
  /** how long an answer, or an end, is waited for */
  readonly patienceMs?: { readonly answer: number; readonly end: number };
};

/**
 * An answer takes tens of milliseconds, on a machine that has too much to do some seconds; both together are less than a
 * drain.
 */
const patience = { answer: 15_000, end: 5_000 };

/** @throws when it takes longer */
const within = <T>(ms: number, work: Promise<T>): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const overdue = () => Object.assign(new Error(`nothing came for ${ms / 1000} s`), { code: 'ETIMEDOUT' });
  const timeout = setTimeout(() => late.reject(overdue()), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timeout));
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
    leave: () => worker.unref(),
  };
};

/** The thread starts when it is first asked. */
export const createAside = (deps: Deps): Aside => {
  const { folder, metrics, log, start = startThread, patienceMs = patience } = deps;
  const elapsed = deps.elapsed ?? (() => performance.now());
  const backOff = createBackOff();
  let thread: Thread | null = null;
  /** those that were asked to end, and have not yet */
  const ending = new Set<Thread>();
  let readyAt = Number.NEGATIVE_INFINITY;
  const closed = Promise.withResolvers<never>();
  // nobody has to wait for it
  closed.promise.catch(() => undefined);
  let isClosed = false;
  metrics.gauge('vigil_aside_hanging', () => ending.size);

  const end = async (one: Thread): Promise<void> => {
    ending.add(one);
    await one.end();
    ending.delete(one);
  };

  const giveUp = (error: unknown): void => {
    log.error('judging-aside-failed', errorFields(error));
    metrics.count('vigil_aside_failures_total');
    readyAt = elapsed() + backOff(elapsed());
    if (thread && !isClosed) void end(thread);
    thread = null;
  };

  const endAll = async (): Promise<void> => {
    if (thread) ending.add(thread);
    await Promise.all([...ending].map(end));
  };

  return {
    isReady: () => !isClosed && ending.size === 0 && elapsed() >= readyAt,
    judge: async question => {
      if (isClosed || ending.size > 0) throw new Error('nobody is judged aside now');
      try {
        thread ??= start(folder);
        const { judged, seconds } = await within(
          patienceMs.answer,
          Promise.race([thread.ask(question), closed.promise]),
        );
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
      await within(patienceMs.end, endAll()).catch(error => {
        log.error('judging-aside-hangs', errorFields(error));
        for (const one of ending) one.leave();
      });
      closed.reject(new Error('nobody is judged aside any more'));
    },
  };
};
