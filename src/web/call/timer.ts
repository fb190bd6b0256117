import type { minutesActivities } from '../../contract/minutes.ts';

export type Activity = (typeof minutesActivities)[number];

export type PauseReason = 'hand' | 'idle' | 'hidden' | 'elsewhere' | 'asleep' | 'reload' | 'full';

export type Timer = {
  readonly id: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly activity: Activity;
  /** before the stretch that runs */
  readonly countedMs: number;
  /** since when it runs; null while it is paused */
  readonly since: number | null;
  /** when it was last seen to run, or paused */
  readonly seenAt: number;
  readonly paused: PauseReason | null;
};

export type Moment = {
  readonly now: number;
  readonly lastInputAt: number;
  readonly isHidden: boolean;
  readonly openPatientId: string | null;
};

/** So long one may read without touching anything. */
export const idleMs = 60_000;
/** No look for so long: the computer slept. A hidden page is looked at once a minute. */
export const asleepMs = 180_000;
/** The server takes no more in one entry. */
export const mostMs = 4 * 3_600_000;

export const countedMs = ({ countedMs: before, since }: Timer, now: number): number =>
  Math.min(mostMs, before + (since === null ? 0 : Math.max(0, now - since)));

export const countedSeconds = (timer: Timer, now: number): number =>
  Math.floor(countedMs(timer, now) / 1_000);

export const pausedAt = (timer: Timer, at: number, paused: PauseReason): Timer =>
  timer.since === null
    ? { ...timer, paused }
    : { ...timer, countedMs: countedMs(timer, at), since: null, seenAt: at, paused };

export const resumedAt = (timer: Timer, at: number): Timer => ({
  ...timer,
  since: at,
  seenAt: at,
  paused: null,
});

const whileRunning = (timer: Timer, since: number, moment: Moment): Timer => {
  const { now, lastInputAt, isHidden, openPatientId } = moment;
  if (now - timer.seenAt > asleepMs) return pausedAt(timer, timer.seenAt, 'asleep');
  if (countedMs(timer, now) >= mostMs) return pausedAt(timer, now, 'full');
  if (timer.activity === 'call') return { ...timer, seenAt: now };
  if (isHidden) return pausedAt(timer, now, 'hidden');
  if (openPatientId !== timer.patientId) return pausedAt(timer, now, 'elsewhere');
  const idleAt = Math.max(since, lastInputAt) + idleMs;
  return now >= idleAt ? pausedAt(timer, idleAt, 'idle') : { ...timer, seenAt: now };
};

const comesBack: ReadonlySet<PauseReason | null> = new Set(['idle', 'hidden', 'elsewhere']);

/**
 * What a look at the clock makes of a timer. A call goes on whatever is looked at; anything else counts only while its
 * patient is open and somebody is there, and goes on by itself at the next input. Pure.
 */
export const look = (timer: Timer, moment: Moment): Timer => {
  if (timer.since !== null) return whileRunning(timer, timer.since, moment);
  const { now, lastInputAt, isHidden, openPatientId } = moment;
  const isBack = !isHidden && openPatientId === timer.patientId && lastInputAt > timer.seenAt;
  return comesBack.has(timer.paused) && isBack ? resumedAt(timer, now) : timer;
};
