import { type Clock, sleepFor } from '../../clock.ts';
import type { Store } from '../../db/store.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { errorFields, type Log } from '../../log.ts';
import type { Metrics } from '../../metrics.ts';
import { createForward, type Forwarded } from './forward.ts';
import type { Influx } from './influx.ts';
import { prepareInflux } from './prepare-influx.ts';
import { queueState, type Refused } from './queue.ts';

export type ForwarderDeps = {
  readonly store: Store;
  readonly influx: Influx;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly random?: () => number;
};

export type Forwarder = {
  /** Looks at once instead of within a second; during an outage its back-off holds. */
  readonly kick: () => void;
  /** Resolves once a look that begins now has forwarded all that waits, or has failed. */
  readonly idle: () => Promise<void>;
  /** Lets what is on its way arrive, then stops; what still waits is forwarded after the next start. */
  readonly stop: () => Promise<void>;
};

const lookEveryMs = 1_000;
const longestBackOffMs = 60_000;

/** A second, then twice as long each time, up to a minute; up to half of it is left off at random. */
const backOffMs = (failures: number, random: () => number): number =>
  Math.min(longestBackOffMs, lookEveryMs * 2 ** (failures - 1)) * (1 - random() / 2);

const measure = ({ store, clock, metrics }: ForwarderDeps): void => {
  const state = queueState(store.readerSql);
  metrics.gauge('vigil_history_queue', async () => (await state()).waiting);
  metrics.gauge('vigil_history_refused', async () => (await state()).refused);
  metrics.gauge('vigil_history_oldest_seconds', async () => {
    const { oldestAt } = await state();
    return oldestAt === null ? 0 : Math.max(0, (clock.now() - oldestAt) / 1000);
  });
};

/** one line a reason, so that a million of them are no million lines */
const tellRefused = (log: Log, refused: readonly Refused[]): void => {
  for (const [reason, some] of Map.groupBy(refused, one => one.reason)) {
    const first = some[0]?.readingId ?? '';
    log.error('history-refused', { reason, readings: some.length, firstReadingId: first });
  }
};

const passes = (deps: ForwarderDeps, signal: AbortSignal) => {
  const { store, influx, clock, log, metrics } = deps;
  const forward = createForward({ store, influx, clock, name: newId('prc') });
  let prepared = false;
  const note = ({ written, refused }: Forwarded): void => {
    metrics.count('vigil_history_forwarded_total', undefined, written);
    if (refused.length > 0) metrics.count('vigil_history_refused_total', undefined, refused.length);
    tellRefused(log, refused);
  };
  const prepare = async (): Promise<void> => {
    const made = await prepareInflux(influx);
    if (made.length > 0) log.info('history-prepared', { made: made.join(' ') });
    prepared = true;
  };
  return {
    pass: async (): Promise<void> => {
      if (!prepared) await prepare();
      for (let isMore = true; isMore && !signal.aborted; ) {
        const done = await forward();
        note(done);
        isMore = done.isMore;
      }
    },
    /** a database that was away may have come back as an empty one */
    failed: (): void => {
      prepared = false;
      metrics.count('vigil_history_failures_total');
    },
  };
};

/** What an expected failure says holds no data. */
const whyOf = (error: unknown) => (error instanceof AppError ? { why: error.message } : errorFields(error));

/** Those who wait for the end of a pass that begins after they asked. */
const createWaiters = () => {
  let arriving: (() => void)[] = [];
  return {
    next: () => new Promise<void>(resolve => arriving.push(resolve)),
    begin: (): (() => void) => {
      const served = arriving;
      arriving = [];
      return () => {
        for (const resolve of served) resolve();
      };
    },
    any: () => arriving.length > 0,
  };
};

/** Forwards what is queued to the time-series database, for as long as it takes; nothing waits for it. */
export const startForwarder = (deps: ForwarderDeps): Forwarder => {
  const { clock, log, random = Math.random } = deps;
  const stopping = new AbortController();
  const waiters = createWaiters();
  const { pass, failed } = passes(deps, stopping.signal);
  let resting = new AbortController();
  let [kicked, failures] = [false, 0];

  const rest = async (ms: number): Promise<void> => {
    resting = new AbortController();
    const signal = AbortSignal.any([stopping.signal, resting.signal]);
    if (!kicked && !waiters.any()) await sleepFor(clock, ms, signal);
    kicked = false;
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const end = waiters.begin();
      try {
        await pass();
        if (failures > 0) log.info('history-caught-up', { failures });
        failures = 0;
      } catch (error) {
        failures += 1;
        failed();
        if (failures === 1) log.warn('history-not-forwarded', whyOf(error));
      }
      end();
      await rest(failures === 0 ? lookEveryMs : backOffMs(failures, random));
    }
    waiters.begin()();
  };

  measure(deps);
  const running = run();
  const wake = (): void => {
    kicked = true;
    resting.abort();
  };
  return {
    kick: () => {
      if (failures === 0) wake();
    },
    idle: () => {
      const next = waiters.next();
      wake();
      return next;
    },
    stop: () => {
      stopping.abort();
      return running;
    },
  };
};
