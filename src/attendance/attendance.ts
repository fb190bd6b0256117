import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import { severityRank } from '../domain/alert.ts';
import { minuteMs } from '../domain/local-day.ts';
import { errorFields, type Log } from '../log.ts';
import type { Directory } from '../roster/directory.ts';
import type { EventFeed } from '../worklist/event-feed.ts';
import { createPasses } from '../worklist/webhooks/passes.ts';
import { armPaging } from './arm-paging.ts';
import { nextPageDueAt, runPages } from './due-pages.ts';
import { escalateOverdue, nextOverdueAt, type Plans } from './escalate-overdue.ts';
import { lapseHandoffs, nextHandoffDueAt } from './lapse-handoffs.ts';
import { planIn } from './plan-of.ts';
import { watchQueues } from './unattended.ts';
import { watchGateways } from './watch-gateways.ts';

export type AttendanceDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly feed: Pick<EventFeed, 'next' | 'notify'>;
  readonly clock: Clock;
  readonly log: Log;
};

export type Attendance = {
  /** Something may be due: look soon. */
  readonly kick: () => void;
  /** Resolves once nothing is due at the clock's present. */
  readonly idle: () => Promise<void>;
  /** Lets what is in hand finish and starts nothing more. */
  readonly stop: () => Promise<void>;
};

const plansOf = async ({ reader, t }: Store): Promise<Plans> => {
  const rows = await reader.select().from(t.coverage);
  return new Map(
    rows.flatMap(row => {
      const plan = planIn(row);
      return plan ? [[row.programId, plan] as const] : [];
    }),
  );
};

/** Sets when somebody is told of what was open before anything did so. */
const armAll = async (store: Store, programIds: readonly string[], now: number): Promise<void> => {
  const { worklistItem } = store.t;
  const waiting = await store.reader
    .select({ id: worklistItem.id })
    .from(worklistItem)
    .where(
      and(
        eq(worklistItem.state, 'open'),
        inArray(worklistItem.severity, [severityRank.urgent, severityRank.critical]),
        isNull(worklistItem.nextPageAt),
        inArray(worklistItem.programId, [...programIds]),
      ),
    );
  if (waiting.length === 0) return;
  await store.write(async () => {
    for (const { id } of waiting) await armPaging(store, id, now);
  });
};

const queuesEveryMs = minuteMs;

/** Sees to it that somebody is told: of what nobody takes up, of queues and gateways, and of hand-offs not accepted. */
export const startAttendance = (deps: AttendanceDeps): Attendance => {
  const { store, directory, feed, clock, log } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const onError = (error: unknown) => log.error('attendance-failed', errorFields(error));
  const gateways = watchGateways(store, directory, clock.now());
  let queuesAt = clock.now();
  let isArmed = false;
  let passedAt = clock.now();

  const queues = (plans: Plans, now: number): Promise<boolean> => {
    if (now < queuesAt) return Promise.resolve(false);
    queuesAt = now + queuesEveryMs;
    return watchQueues(store, plans, now);
  };
  const failed = (error: unknown): boolean => {
    onError(error);
    return false;
  };

  const pass = async (): Promise<void> => {
    const now = clock.now();
    passedAt = now;
    const plans = await plansOf(store);
    if (!isArmed) await armAll(store, [...plans.keys()], now);
    isArmed = true;
    const duties = [
      () => runPages(store, now),
      () => escalateOverdue(store, plans, now),
      () => lapseHandoffs(store, now),
      () => queues(plans, now),
      () => gateways.run(now),
    ];
    let did = false;
    // one duty's failure never keeps another from being done
    for (const duty of duties) {
      did = (await duty().catch(failed)) || did;
    }
    if (did) feed.notify();
  };

  const nextAt = async (): Promise<number | null> => {
    const now = clock.now();
    const plans = await plansOf(store);
    const times = await Promise.all([
      nextPageDueAt(store),
      nextOverdueAt(store, plans, now),
      nextHandoffDueAt(store),
      plans.size > 0 ? queuesAt : null,
      gateways.nextAt(),
    ]);
    const soonest = Math.min(...times.filter(at => at !== null));
    // what was due already and still is, failed: it is tried again in a minute, not at once
    return soonest > passedAt ? soonest : now + minuteMs;
  };

  const { kick, running } = createPasses({ clock, signal, pass, nextAt, onError });

  const listen = async (): Promise<void> => {
    while (!signal.aborted) {
      await feed.next(signal);
      if (!signal.aborted) kick();
    }
  };
  const idle = async (): Promise<void> => {
    kick();
    while (running() !== null) await running();
  };

  void listen();
  kick();
  return {
    kick,
    idle,
    stop: async () => {
      stopping.abort();
      while (running() !== null) await running();
    },
  };
};
