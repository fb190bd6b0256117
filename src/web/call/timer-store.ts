import type { MinutesBody, MyMinutesBody, StartedBody } from '../../contract/minutes.ts';
import type { Change, PageOf, Problem, Result } from '../lib/api.ts';
import {
  type Activity,
  countedSeconds,
  look,
  type Moment,
  pausedAt,
  resumedAt,
  type Timer,
} from './timer.ts';

export type Whom = { readonly patientId: string; readonly patientName: string; readonly itemId?: string };

export type TimerState = {
  readonly timer: Timer | null;
  /** it is asked what becomes of the time */
  readonly isEnding: boolean;
  readonly busy: boolean;
  readonly problem: Problem | null;
};

export type Ending = { readonly seconds: number; readonly interactive: boolean };

type Dependencies = {
  readonly get: <T>(path: string) => Promise<Result<T>>;
  readonly send: <T>(change: Change) => Promise<Result<T>>;
  readonly now: () => number;
  /** while true the session does not end for want of input */
  readonly holdAwake: (isHeld: boolean) => void;
};

export type TimerStore = ReturnType<typeof createTimerStore>;

/** So often the server is told how much is counted, so that a lost page loses little. */
const tellEverySeconds = 30;
const none: TimerState = { timer: null, isEnding: false, busy: false, problem: null };

const post = (path: string, body: object): Change => ({ method: 'POST', path, body });

const nameOf = ({ patient }: MyMinutesBody): string => `${patient.family}, ${patient.given}`;

/** The one timer of whoever is signed in: it counts here, and the server is told. */
export const createTimerStore = ({ get, send, now, holdAwake }: Dependencies) => {
  let state = none;
  let toldSeconds = 0;
  const listeners = new Set<() => void>();
  const put = (change: Partial<TimerState>) => {
    state = { ...state, ...change };
    const { timer } = state;
    holdAwake(timer?.activity === 'call' && timer.since !== null);
    for (const listener of listeners) listener();
  };
  const tell = async (timer: Timer): Promise<void> => {
    const seconds = countedSeconds(timer, now());
    if (seconds === toldSeconds) return;
    toldSeconds = seconds;
    const told = await send<MinutesBody>(post(`minutes/${timer.id}/pause`, { seconds }));
    // ended elsewhere: by another tab, or by a timer that was started there
    const isGone = !told.ok && (told.problem.status === 409 || told.problem.status === 404);
    if (isGone && state.timer?.id === timer.id) put(none);
  };
  const putTimer = (timer: Timer) => {
    const wasRunning = state.timer?.since != null;
    put({ timer });
    if (wasRunning && timer.since === null) void tell(timer);
  };
  const ask = async <T>(change: Change): Promise<T | null> => {
    const result = await send<T>(change);
    if (result.ok) return result.value;
    put({ problem: result.problem });
    return null;
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    forget: () => put(none),

    /** Finds a timer that a page before this one left running; it waits, paused. */
    takeUp: async (): Promise<void> => {
      const running = await get<PageOf<MyMinutesBody>>('minutes?state=running');
      const [entry] = running.ok ? running.value.items : [];
      if (entry === undefined || state.timer !== null) return;
      const { id, patientId, activity, seconds } = entry;
      toldSeconds = seconds;
      const counted = { countedMs: seconds * 1_000, since: null, seenAt: now(), paused: 'reload' } as const;
      put({ timer: { id, patientId, patientName: nameOf(entry), activity, ...counted } });
    },

    /** What the timer before it had, which waits for approval now; null without one, or when it could not start. */
    start: async (whom: Whom, activity: Activity): Promise<MinutesBody | null> => {
      const { timer } = state;
      if (state.busy) return null;
      if (timer?.patientId === whom.patientId && timer.activity === activity) {
        if (timer.since === null) put({ timer: resumedAt(timer, now()), isEnding: false });
        return null;
      }
      put({ busy: true, problem: null, isEnding: false });
      if (timer) await tell(timer);
      const { patientId, patientName, itemId } = whom;
      const path = `patients/${encodeURIComponent(patientId)}/minutes/start`;
      const started = await ask<StartedBody>(post(path, { activity, ...(itemId && { itemId }) }));
      if (started === null) {
        put({ busy: false });
        return null;
      }
      toldSeconds = 0;
      const fresh = { id: started.minutes.id, patientId, patientName, activity };
      const counted = { countedMs: 0, since: now(), seenAt: now(), paused: null };
      put({ busy: false, timer: { ...fresh, ...counted } });
      return started.stopped;
    },

    pause: () => state.timer && putTimer(pausedAt(state.timer, now(), 'hand')),
    resume: () => state.timer && put({ timer: resumedAt(state.timer, now()), isEnding: false }),
    end: () => {
      if (state.timer) putTimer(pausedAt(state.timer, now(), 'hand'));
      put({ isEnding: true, problem: null });
    },

    /** Each second: counts, pauses, goes on, and tells. */
    look: (moment: Omit<Moment, 'now'>) => {
      const { timer } = state;
      if (timer === null || state.isEnding) return;
      const next = look(timer, { ...moment, now: now() });
      if (next !== timer) putTimer(next);
      if (next.since !== null && countedSeconds(next, now()) - toldSeconds >= tellEverySeconds) {
        void tell(next);
      }
    },

    /** `kept`: it waits for approval, but what was asked of it was refused. */
    finish: async (as: 'approve' | 'later' | 'discard', ending: Ending): Promise<'done' | 'kept' | 'no'> => {
      const { timer } = state;
      if (timer === null || state.busy) return 'no';
      const { seconds, interactive } = ending;
      put({ busy: true, problem: null });
      const counted = countedSeconds(timer, now());
      const stop = post(`minutes/${timer.id}/stop`, { seconds: counted, interactive });
      const stopped = await ask<MinutesBody>(stop);
      if (stopped === null) {
        put({ busy: false });
        return 'no';
      }
      const { id, version } = stopped;
      put(none);
      if (as === 'later') return 'done';
      const body = as === 'approve' ? { version, seconds } : { version };
      return (await send<MinutesBody>(post(`minutes/${id}/${as}`, body))).ok ? 'done' : 'kept';
    },
  };
};
