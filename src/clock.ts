type Wake = { readonly at: number; readonly run: () => void };

/** Our clock. Everything but this file and main.ts takes an instant, or this, instead of asking the system. */
export type Clock = {
  readonly now: () => number;
  /** Calls `run` once, when `at` is reached; the result takes the call back. */
  readonly wake: (at: number, run: () => void) => () => void;
  /** Calls `run` once, when so much time has passed, however the clock is set meanwhile; the result takes the call back. */
  readonly after: (ms: number, run: () => void) => () => void;
};

export type HeldClock = Clock & { readonly set: (at: number) => void };

/** A timeout does not notice that the machine slept or its clock was set: look again at least this often. */
const longestSleepMs = 30_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  wake: (at, run) => {
    let timeout: NodeJS.Timeout;
    const sleep = () => {
      const leftMs = at - Date.now();
      timeout = setTimeout(
        leftMs <= longestSleepMs ? run : sleep,
        Math.max(0, Math.min(leftMs, longestSleepMs)),
      );
    };
    sleep();
    return () => clearTimeout(timeout);
  },
  after: (ms, run) => {
    const timeout = setTimeout(run, ms);
    return () => clearTimeout(timeout);
  },
};

/** A clock that stands until it is set, for replays, back-tests and tests. It never runs backwards. */
export const heldClock = (start: number): HeldClock => {
  let at = start;
  const waiting = new Set<Wake>();
  const wake: Clock['wake'] = (wakeAt, run) => {
    const one = { at: wakeAt, run };
    waiting.add(one);
    return () => waiting.delete(one);
  };
  return {
    now: () => at,
    wake,
    after: (ms, run) => wake(at + ms, run),
    set: to => {
      at = Math.max(at, to);
      for (const wake of [...waiting].filter(w => w.at <= at).sort((a, b) => a.at - b.at)) {
        if (waiting.delete(wake)) wake.run();
      }
    },
  };
};

/** Resolves when `begin` calls what it is given, or at once when `signal` aborts; leaves nothing behind. */
const sleep = (begin: (done: () => void) => () => void, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve();
    let cancel = () => {};
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    cancel = begin(done);
  });

/** Resolves when the clock reaches `at`, or at once when `signal` aborts. */
export const sleepUntil = (clock: Clock, at: number, signal: AbortSignal): Promise<void> =>
  sleep(done => clock.wake(at, done), signal);

/** Resolves when so much time has passed, however the clock is set meanwhile, or at once when `signal` aborts. */
export const sleepFor = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  sleep(done => clock.after(ms, done), signal);

const dayMs = 86_400_000;

/** Does `work` every 24 hours from now on, whether or not it failed the last time; the result stops it. */
export const daily = (clock: Clock, work: () => Promise<unknown>): (() => void) => {
  let stopped = false;
  let cancel = () => {};
  const again = (): void => {
    if (!stopped) cancel = clock.wake(clock.now() + dayMs, () => void work().then(again, again));
  };
  again();
  return () => {
    stopped = true;
    cancel();
  };
};
