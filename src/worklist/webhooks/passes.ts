import type { Clock } from '../../clock.ts';
import { minuteMs } from '../../domain/local-day.ts';

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
};

/** Runs `pass` when asked and when its time has come, never two at once, until `signal` aborts. */
export const createPasses = ({ clock, signal, pass, nextAt, onError }: Deps): Passes => {
  let running: Promise<void> | null = null;
  let again = false;
  let cancel = () => {};

  /** What cannot be told is asked again in a minute: nobody may be forgotten over it. */
  const dueAt = (): Promise<number | null> =>
    nextAt().catch(error => {
      onError(error);
      return clock.now() + minuteMs;
    });
  const passWhileAsked = async (): Promise<void> => {
    while (again && !signal.aborted) {
      again = false;
      await pass().catch(onError);
    }
    const at = await dueAt();
    cancel();
    if (at !== null && !signal.aborted) cancel = clock.wake(at, kick);
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
