import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { lapseMs } from '../../db/claims.ts';
import { minuteMs } from '../../domain/local-day.ts';
import type { EventFeed } from '../event-feed.ts';

export type Passes = {
  /** Asks for a pass: now, or once more after the one that runs. */
  readonly kick: () => void;
  /** the passes that run now; null when none does */
  readonly running: () => Promise<void> | null;
};

type Deps = {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly pass: () => Promise<void>;
  /** when the next is due though nobody asks for it; null: only when somebody does */
  readonly nextAt: () => Promise<number | null>;
  readonly onError: (error: unknown) => void;
  /** false while another process has this duty; absent: nobody else can */
  readonly mine?: (() => Promise<boolean>) | undefined;
};

/** Between two passes that events asked for: in a busy hour there are many a second, and one pass serves them all. */
const restMs = 200;

const resting = (signal: AbortSignal): Promise<unknown> =>
  setTimeout(restMs, undefined, { signal }).catch(() => undefined);

/** Calls `run` after events were written, at once after a rest, until `signal` aborts. */
export const afterEvents = async (
  feed: Pick<EventFeed, 'next'>,
  signal: AbortSignal,
  run: () => Promise<void> | void,
  rest: (signal: AbortSignal) => Promise<unknown> = resting,
): Promise<void> => {
  let next = feed.next(signal);
  while (!signal.aborted) {
    await next;
    if (signal.aborted) return;
    // heard before the pass begins, so that none is missed
    next = feed.next(signal);
    await run();
    await rest(signal);
  }
};

/** A duty that is shared is asked for so often: well before it lapses, and soon after it lapsed elsewhere. */
const askEveryMs = lapseMs / 3;

/** Runs `pass` when asked and when its time has come, never two at once, until `signal` aborts. */
export const createPasses = ({ clock, signal, pass, nextAt, onError, mine }: Deps): Passes => {
  let running: Promise<void> | null = null;
  let again = false;
  let cancel = () => {};

  /** What cannot be told is asked again in a minute: nobody may be forgotten over it. */
  const dueAt = (): Promise<number | null> =>
    nextAt().catch(error => {
      onError(error);
      return clock.now() + minuteMs;
    });
  const passIfMine = async (): Promise<boolean> => {
    const isMine = mine ? await mine() : true;
    if (isMine) await pass();
    return isMine;
  };
  /** Also where nothing else would end the wait soon: a clock that is set back meanwhile must not hold up what is due. */
  const awaiting = (own: number | null): (() => void) => {
    const wake = () => {
      cancel();
      kick();
    };
    const due = own === null ? null : clock.wake(own, wake);
    const look = own === null && !mine ? null : clock.after(mine ? askEveryMs : minuteMs, wake);
    return () => {
      due?.();
      look?.();
    };
  };
  const passWhileAsked = async (): Promise<void> => {
    let isMine = true;
    while (again && !signal.aborted) {
      again = false;
      isMine = await passIfMine().catch(error => {
        onError(error);
        return true;
      });
    }
    const own = isMine ? await dueAt() : null;
    cancel();
    if (!signal.aborted) cancel = awaiting(own);
  };
  const kick = (): void => {
    again = true;
    if (running !== null || signal.aborted) return;
    running = passWhileAsked()
      .catch(onError)
      .finally(() => {
        running = null;
        if (again) kick();
      });
  };
  signal.addEventListener('abort', () => cancel());
  return { kick, running: () => running };
};
