import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import { severityRank } from '../domain/alert.ts';
import { minuteMs } from '../domain/local-day.ts';
import { errorFields, type Log } from '../log.ts';
import { nextTaskDueAt, raiseDueTasks } from '../pathways/raise-due-tasks.ts';
import type { Directory } from '../roster/directory.ts';
import type { EventFeed } from '../worklist/event-feed.ts';
import { afterEvents, createPasses } from '../worklist/webhooks/passes.ts';
import { armPaging } from './arm-paging.ts';
import { nextPageDueAt, runPages } from './due-pages.ts';
import { eachApart, nothingDone, type Outcome } from './each-apart.ts';
import { escalateOverdue, nextOverdueAt, type Plans } from './escalate-overdue.ts';
import { lapseHandoffs, nextHandoffDueAt } from './lapse-handoffs.ts';
import { startPace } from './pace.ts';
import { readPlans } from './read-plans.ts';
import { watchQueues } from './unattended.ts';
import { watchGateways } from './watch-gateways.ts';

export type AttendanceDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly feed: Pick<EventFeed, 'next' | 'notify'>;
  readonly clock: Clock;
  readonly log: Log;
  /** false while another process has this duty; absent: nobody else can */
  readonly mine?: (() => Promise<boolean>) | undefined;
};

export type Attendance = {
  /** Something may be due: look soon. */
  readonly kick: () => void;
  /** Resolves once nothing is due at the clock's present. */
  readonly idle: () => Promise<void>;
  /** Lets what is in hand finish and starts nothing more. */
  readonly stop: () => Promise<void>;
};

/** Sets when somebody is told of what was open before anything did so. */
const armAll = async (store: Store, programIds: readonly string[], now: number): Promise<Outcome> => {
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
  const ids = waiting.map(({ id }) => id);
  return eachApart(ids, async id => {
    await store.write(() => armPaging(store, id, now));
    return false;
  });
};

const queuesEveryMs = minuteMs;

/** Sees to it that somebody is told: of tasks that fall due, of what nobody takes up, of queues and gateways, and of hand-offs not accepted. */
export const startAttendance = (deps: AttendanceDeps): Attendance => {
  const { store, directory, feed, clock, log } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const onError = (error: unknown) => log.error('attendance-failed', errorFields(error));
  const gateways = watchGateways(store, directory, clock.now());
  const queuesPace = startPace(queuesEveryMs, clock.now());
  let isArmed = false;
  let passedAt = clock.now();
  let failed = 0;

  const queues = (plans: Plans, now: number): Promise<Outcome> =>
    queuesPace.isDue(now) ? watchQueues(store, plans, now) : Promise.resolve(nothingDone);

  const arm = async (plans: Plans, now: number): Promise<Outcome> => {
    if (isArmed) return nothingDone;
    const outcome = await armAll(store, [...plans.keys()], now);
    isArmed = outcome.failures.size === 0;
    return outcome;
  };

  const report = (duty: string, failures: Outcome['failures']): void => {
    for (const [id, error] of failures) log.error('attendance-failed', { duty, id, ...errorFields(error) });
    failed += failures.size;
  };
  /** One duty's failure, or that of one thing in it, never keeps another from being done. */
  const fulfil = async (duty: string, run: () => Promise<Outcome>): Promise<boolean> => {
    const { did, failures } = await run().catch(error => ({
      did: false,
      failures: new Map([[duty, error]]),
    }));
    report(duty, failures);
    return did;
  };

  const pass = async (): Promise<void> => {
    const now = clock.now();
    passedAt = now;
    // until it is through: what fails as a whole is tried again too
    failed = 1;
    const { plans, failures } = await readPlans(store);
    failed = 0;
    report('plans', failures);
    const duties = {
      tasks: () => raiseDueTasks(store, now),
      arming: () => arm(plans, now),
      pages: () => runPages(store, now),
      overdue: () => escalateOverdue(store, plans, now),
      handoffs: () => lapseHandoffs(store, now),
      queues: () => queues(plans, now),
      gateways: () => gateways.run(now),
    };
    let did = false;
    for (const [name, duty] of Object.entries(duties)) did = (await fulfil(name, duty)) || did;
    if (did) feed.notify();
  };

  const nextAt = async (): Promise<number | null> => {
    const { plans } = await readPlans(store);
    const times = await Promise.all([
      nextTaskDueAt(store, passedAt),
      nextPageDueAt(store, passedAt),
      nextOverdueAt(store, plans, passedAt),
      nextHandoffDueAt(store, passedAt),
      plans.size > 0 ? queuesPace.nextAt() : null,
      gateways.nextAt(),
      // what failed is tried again in a minute, not at once
      failed > 0 ? clock.now() + minuteMs : null,
    ]);
    return Math.min(...times.filter(at => at !== null));
  };

  const { kick, running } = createPasses({ clock, signal, pass, nextAt, onError, mine: deps.mine });

  const idle = async (): Promise<void> => {
    kick();
    while (running() !== null) await running();
  };

  void afterEvents(feed, signal, kick);
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
