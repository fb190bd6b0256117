import type { Clock } from '../../clock.ts';
import type { Store } from '../../db/open.ts';
import { errorFields, type Log } from '../../log.ts';
import type { Metrics } from '../../metrics.ts';
import type { EventFeed } from '../event-feed.ts';
import { type Due, dueDeliveries, nextDueAt, type Receiver, receivers } from './due-deliveries.ts';
import { sendInLane } from './lane.ts';
import { afterEvents, createPasses } from './passes.ts';
import { queueDeliveries } from './queue.ts';
import { type Send, sendOverHttp } from './send.ts';

export type Dispatcher = {
  /** Resolves once nothing that is due now waits, and nothing is on its way. */
  readonly idle: () => Promise<void>;
  /** Breaks off what is on its way: it is sent again after the next start. */
  readonly stop: () => Promise<void>;
};

export type DispatcherDeps = {
  readonly store: Store;
  readonly feed: Pick<EventFeed, 'next'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly send?: Send;
  readonly random?: () => number;
  /** after a delivery was given up */
  readonly onDead?: () => void;
  /** false while another process has this duty; absent: nobody else can */
  readonly mine?: (() => Promise<boolean>) | undefined;
};

const mostLanes = 4;
const mostInARow = 20;
/** Looks this often for events of which nobody woke it. */
const lookEveryMs = 30_000;

const countDeliveries = (metrics: Metrics, { readerSql }: Store): void => {
  const countIn = readerSql
    .prepare<[string], number>('SELECT count(*) FROM webhook_delivery WHERE state = ?')
    .pluck();
  for (const state of ['waiting', 'dead']) {
    metrics.gauge(`vigil_webhook_deliveries_${state}`, async () => (await countIn.get(state)) ?? 0);
  }
};

/** The webhooks that are being sent to, each in a lane of its own; whoever waited longest gets the next. */
const createLanes = (run: (receiver: Receiver, batch: readonly Due[]) => Promise<void>) => {
  const lanes = new Map<string, Promise<void>>();
  const served = new Map<string, number>();
  let turns = 0;
  return {
    running: (): readonly Promise<void>[] => [...lanes.values()],
    isFull: (): boolean => lanes.size >= mostLanes,
    waiting: (all: readonly Receiver[]): Receiver[] =>
      all
        .filter(({ id }) => !lanes.has(id))
        .sort((a, b) => (served.get(a.id) ?? 0) - (served.get(b.id) ?? 0)),
    open: (receiver: Receiver, batch: readonly Due[], then: () => void, onError: (e: unknown) => void) => {
      served.set(receiver.id, ++turns);
      const running = run(receiver, batch)
        .finally(() => lanes.delete(receiver.id))
        .then(then, onError);
      lanes.set(receiver.id, running);
    },
  };
};

/** Delivers events to webhooks at least once, each webhook in its own lane, beside everything else that runs. */
export const startDispatcher = (deps: DispatcherDeps): Dispatcher => {
  const { store, feed, clock, log, metrics, send = sendOverHttp, random = Math.random } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const onError = (error: unknown) => log.error('webhook-dispatch-failed', errorFields(error));
  const lanes = createLanes((receiver, batch) =>
    sendInLane({ store, clock, metrics, send, random, onDead: deps.onDead }, receiver, batch, signal),
  );

  const pass = async (): Promise<void> => {
    const at = clock.now();
    await queueDeliveries(store, at);
    for (const receiver of lanes.waiting(await receivers(store))) {
      if (lanes.isFull() || signal.aborted) return;
      const batch = await dueDeliveries(store, receiver.id, at, mostInARow);
      // a lane that failed to note what came of an attempt is not opened again at once, but at the next look
      if (batch.length > 0) lanes.open(receiver, batch, kick, onError);
    }
  };
  const anyWebhook = store.readerSql.prepare('SELECT 1 FROM webhook LIMIT 1');
  const nextAt = async (): Promise<number | null> => {
    if ((await anyWebhook.get()) === undefined) return null;
    const look = clock.now() + lookEveryMs;
    return Math.min(look, (await nextDueAt(store, clock.now()).catch(() => null)) ?? look);
  };
  const { kick, running } = createPasses({ clock, signal, pass, nextAt, onError, mine: deps.mine });

  const kickIfAny = (): Promise<void> =>
    anyWebhook.get().then(found => {
      if (found !== undefined) kick();
    }, onError);
  const idle = async (): Promise<void> => {
    kick();
    while (running() !== null || lanes.running().length > 0) {
      await Promise.all([running(), ...lanes.running()]);
    }
  };

  countDeliveries(metrics, store);
  void afterEvents(feed, signal, kickIfAny);
  kick();
  return {
    idle,
    stop: () => {
      stopping.abort();
      return idle();
    },
  };
};
