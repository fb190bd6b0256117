import { createBackOff } from '../back-off.ts';
import type { Clock } from '../clock.ts';
import type { Dialect } from '../db/statements.ts';
import { errorFields } from '../log.ts';
import { dueAfterClockBack } from './due-after-clock-back.ts';
import { type GiveWay, giveWayTo } from './give-way.ts';
import { type JudgeNextDeps, judgeNext } from './judge-next.ts';

export type EvaluatorDeps = JudgeNextDeps & {
  /** between two batches; by default the event loop turns once */
  readonly giveWay?: GiveWay;
};

export type Evaluator = {
  /** Something may be due: evaluate soon, and those first whose readings may be critical. */
  readonly kick: (first?: readonly string[]) => void;
  /** How many patients wait to be judged at the clock's present. */
  readonly dueNow: () => Promise<number>;
  /** How long the one that waits longest has waited. */
  readonly oldestDueMs: () => Promise<number>;
  /** Resolves once nothing is due any more at the clock's present. */
  readonly idle: () => Promise<void>;
  /** Evaluates nothing until the result is called: for a bulk that must be in whole before time is held against it. */
  readonly hold: () => () => void;
  /** Lets the batch in hand finish and starts no other. */
  readonly stop: () => Promise<void>;
};

/** When who is due but held elsewhere is looked at again. */
const heldAgainMs = 250;
/** Where other processes write too, somebody may be due earlier without this one having heard of it. */
const lookEveryMs = 1_000;

/** An instant, or so much time from now; null: when somebody asks. */
type Look = { readonly at: number } | { readonly ms: number } | null;

/** When to look for due patients again. `at` is when the first one is due. */
export const nextLook = (at: number | null, now: number, dialect: Dialect): Look => {
  // who is due already is held by another process: it may fail
  if (at !== null && at <= now) return { ms: heldAgainMs };
  if (dialect === 'sqlite') return at === null ? null : { at };
  return { ms: at === null ? lookEveryMs : Math.min(at - now, lookEveryMs) };
};

type Deps = Pick<EvaluatorDeps, 'store' | 'clock'>;

/** Who is due, as the store says it at the clock's present. */
const dueIn = ({ store: { readerSql }, clock }: Deps) => {
  const count = readerSql.prepare<[number], number>('SELECT count(*) FROM due WHERE due_at <= ?').pluck();
  const first = readerSql.prepare<[], number | null>('SELECT min(due_at) FROM due').pluck();
  return {
    firstAt: async () => (await first.get()) ?? null,
    now: async () => (await count.get(clock.now())) ?? 0,
    oldestMs: async () => Math.max(0, clock.now() - ((await first.get()) ?? clock.now())),
  };
};

/** Whoever falls due later than the clock, since it was set back, falls due again. */
const followingClock = ({ store, clock }: Deps) => {
  const pullForward = dueAfterClockBack(store.sql);
  // the clock may have been set back while nobody ran
  let latestAt = Number.POSITIVE_INFINITY;
  return {
    note: (): void => {
      latestAt = Math.max(latestAt, clock.now());
    },
    follow: async (): Promise<void> => {
      const now = clock.now();
      if (now < latestAt) await store.writeShared(() => pullForward(now));
      latestAt = now;
    },
  };
};

/** Waits for one look at a time. */
const oneLook = (clock: Clock, run: () => void) => {
  let cancel = () => {};
  let stopped = false;
  return {
    next: (look: Look): void => {
      cancel();
      if (stopped || look === null) return;
      cancel = 'at' in look ? clock.wake(look.at, run) : clock.after(look.ms, run);
    },
    stop: (): void => {
      stopped = true;
      cancel();
    },
  };
};

/** Does the work whenever it is wanted and may be done, one time after the other. Work that was wanted meanwhile is done again. */
const againWhileWanted = (work: () => Promise<void>, may: () => boolean) => {
  let running: Promise<void> | null = null;
  let wanted = false;
  const start = (): void => {
    wanted = true;
    if (running || !may()) return;
    wanted = false;
    running = work().finally(() => {
      running = null;
      if (wanted) start();
    });
  };
  return { start, over: () => running };
};

/** Patients who are judged first, so many at a time. */
const firstAtOnce = 16;

/** Whoever comes before others who wait, each once. */
const createFirst = () => {
  const waiting = new Set<string>();
  return {
    add: (patientIds: readonly string[]): void => {
      for (const id of patientIds) waiting.add(id);
    },
    any: (): boolean => waiting.size > 0,
    take: (): readonly string[] => {
      const taken = [...waiting].slice(0, firstAtOnce);
      for (const id of taken) waiting.delete(id);
      return taken;
    },
  };
};

/** Evaluates due patients in batches, whenever somebody is due. */
export const createEvaluator = (deps: EvaluatorDeps): Evaluator => {
  const { store, clock, log, giveWay = giveWayTo(() => 0) } = deps;
  const judging = judgeNext(deps);
  const backOff = createBackOff();
  const due = dueIn(deps);
  const { note, follow } = followingClock(deps);
  const first = createFirst();
  let [holds, stopped] = [0, false];
  const mayRun = (): boolean => !stopped && holds === 0;

  const judgeAll = async (): Promise<void> => {
    while (mayRun()) {
      await follow();
      const ids = first.take();
      const { patients, tookMs } = ids.length > 0 ? await judging.first(ids) : await judging.next();
      if (patients === 0 && ids.length === 0) break;
      await giveWay(tookMs, first.any);
    }
    looks.next(nextLook(await due.firstAt(), clock.now(), store.dialect));
  };
  const runs = againWhileWanted(
    () =>
      judgeAll().catch(error => {
        log.error('evaluator-failed', errorFields(error));
        looks.next({ ms: backOff(clock.now()) });
      }),
    mayRun,
  );
  const kick = (patientIds: readonly string[] = []): void => {
    note();
    // while nobody may be judged they wait with the others
    if (mayRun()) first.add(patientIds);
    runs.start();
  };
  const looks = oneLook(clock, () => kick());

  return {
    kick,
    dueNow: due.now,
    oldestDueMs: due.oldestMs,
    idle: async () => {
      do {
        kick();
        await runs.over();
      } while (!stopped && (await due.now()) > 0);
    },
    hold: () => {
      holds += 1;
      // a bulk that is half in would be judged as if it were whole
      judging.forget();
      while (first.any()) first.take();
      return () => {
        holds -= 1;
        kick();
      };
    },
    stop: async () => {
      stopped = true;
      judging.stop();
      looks.stop();
      await runs.over();
    },
  };
};
