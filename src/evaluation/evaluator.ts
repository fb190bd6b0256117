import { createBackOff } from '../back-off.ts';
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
  /** Something may be due: evaluate soon. */
  readonly kick: () => void;
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

/** When to look for due patients again; null: when somebody asks. `at` is when the first one is due. */
export const nextLookAt = (at: number | null, now: number, dialect: Dialect): number | null => {
  // who is due already is held by another process: it may fail
  if (at !== null && at <= now) return now + heldAgainMs;
  return dialect === 'sqlite' ? at : Math.min(at ?? Number.POSITIVE_INFINITY, now + lookEveryMs);
};

/** Evaluates due patients in batches, whenever somebody is due. */
export const createEvaluator = (deps: EvaluatorDeps): Evaluator => {
  const { store, clock, log } = deps;
  const judging = judgeNext(deps);
  const giveWay = deps.giveWay ?? giveWayTo(() => 0);
  const backOff = createBackOff();
  const pullForward = dueAfterClockBack(store.sql);
  const countDue = store.readerSql
    .prepare<[number], number>('SELECT count(*) FROM due WHERE due_at <= ?')
    .pluck();
  const nextDue = store.readerSql.prepare<[], number | null>('SELECT min(due_at) FROM due').pluck();

  let running: Promise<void> | null = null;
  let wanted = false;
  let holds = 0;
  let stopped = false;
  let cancelWake = () => {};
  // the clock may have been set back while nobody ran
  let latestAt = Number.POSITIVE_INFINITY;

  const run = async (): Promise<void> => {
    while (!stopped && holds === 0) {
      const now = clock.now();
      if (now < latestAt) await store.writeShared(() => pullForward(now));
      latestAt = now;
      const { patients, tookMs } = await judging.next();
      if (patients === 0) break;
      await giveWay(tookMs);
    }
    await scheduleNext();
  };

  const scheduleNext = async (): Promise<void> => {
    const at = (await nextDue.get()) ?? null;
    cancelWake();
    const wakeAt = nextLookAt(at, clock.now(), store.dialect);
    if (!stopped && wakeAt !== null) cancelWake = clock.wake(wakeAt, kick);
  };

  const kick = (): void => {
    latestAt = Math.max(latestAt, clock.now());
    wanted = true;
    if (running || stopped || holds > 0) return;
    wanted = false;
    running = run()
      .catch(error => {
        log.error('evaluator-failed', errorFields(error));
        cancelWake();
        if (!stopped) cancelWake = clock.wake(clock.now() + backOff(clock.now()), kick);
      })
      .finally(() => {
        running = null;
        // asked for after the last look at what is due
        if (wanted && holds === 0) kick();
      });
  };

  const dueNow = async () => (await countDue.get(clock.now())) ?? 0;

  const idle = async (): Promise<void> => {
    do {
      kick();
      await running;
    } while (!stopped && (await dueNow()) > 0);
  };

  const hold = () => {
    holds += 1;
    // a bulk that is half in would be judged as if it were whole
    judging.forget();
    return () => {
      holds -= 1;
      kick();
    };
  };

  return {
    kick,
    hold,
    oldestDueMs: async () => Math.max(0, clock.now() - ((await nextDue.get()) ?? clock.now())),
    dueNow,
    idle,
    stop: async () => {
      stopped = true;
      cancelWake();
      await running;
    },
  };
};
