import type { Aside } from './aside.ts';
import { type JudgeAhead, judgeAhead } from './judge-ahead.ts';
import { type Batch, type JudgeDueDeps, judgeDue } from './judge-due.ts';

export type JudgeNextDeps = JudgeDueDeps & {
  /** where many are judged while this thread does other work; absent: nowhere */
  readonly aside?: Aside | undefined;
  /** whether devices wait for this thread */
  readonly isPressed?: (() => boolean) | undefined;
};

export type JudgeNext = {
  /** Judges the next batch of those that are due. @throws when the store is away */
  readonly next: () => Promise<Batch>;
  /** Judges these, here and now: few, who come before all others. @throws when the store is away */
  readonly first: (patientIds: readonly string[]) => Promise<Batch>;
  /** From now on nobody is to be judged for a while: what was found ahead is not written. */
  readonly forget: () => void;
  /** From now on nobody is asked to judge aside. */
  readonly stop: () => void;
};

/** Patients in one transaction: few enough that nobody waits long for the writer. */
const batchSize = 64;

/** After a batch of so many there is a backlog, which two threads work off sooner. */
const backlog = 16;

/** Patients judged here while others are judged aside. */
const meanwhile = 16;

const judgeShared = (
  here: ReturnType<typeof judgeDue>,
  ahead: JudgeAhead,
  isPressed: () => boolean,
): JudgeNext => {
  let last = 0;
  let timesForgotten = 0;
  const nobody: Batch = { patients: 0, tookMs: 0 };

  const next = async (): Promise<Batch> => {
    const judged = ahead.take(batchSize);
    if (judged) return here.ahead(judged);
    if (last < backlog && ahead.inHand().length === 0) return here.some(batchSize, []);
    const then = timesForgotten;
    const { answered } = await ahead.ask();
    if (timesForgotten !== then) return nobody;
    if (ahead.inHand().length === 0) return here.some(batchSize, []);
    if (!isPressed()) {
      const some = await here.some(meanwhile, ahead.inHand());
      if (some.patients > 0) return some;
    }
    await answered;
    if (timesForgotten !== then) return nobody;
    const asked = ahead.take(batchSize);
    return asked ? here.ahead(asked) : here.some(batchSize, []);
  };

  return {
    next: async () => {
      const batch = await next();
      last = batch.patients;
      return batch;
    },
    first: here.these,
    forget: () => {
      timesForgotten += 1;
      ahead.forget();
    },
    stop: ahead.stop,
  };
};

/** A few are judged here, in the transaction that writes what was found; of many, most aside. */
export const judgeNext = (deps: JudgeNextDeps): JudgeNext => {
  const { aside, isPressed = () => false } = deps;
  const here = judgeDue(deps);
  if (!aside) {
    const next = () => here.some(batchSize, []);
    return { next, first: here.these, forget: () => {}, stop: () => {} };
  }
  return judgeShared(here, judgeAhead({ ...deps, aside }), isPressed);
};
