import type { Clock } from '../clock.ts';

/** Resolves when the clock reaches `at`, or at once when `signal` aborts; leaves nothing behind. */
export const sleepUntil = (clock: Clock, at: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve();
    let cancel = () => {};
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    cancel = clock.wake(at, done);
  });
