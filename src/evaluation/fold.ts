import type { Episode } from '../alerts/episode.ts';
import { dayMs, minuteMs } from '../domain/local-day.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import type { LimitsTimeline } from '../domain/rule-set.ts';
import { type DaysKnown, daysKnown, type StoredDays } from './days.ts';
import { firstLookOf } from './first-look.ts';
import { judgeUnderStatus } from './judge-under-status.ts';
import { isJudgedAgain, judgeWithout } from './judge-without.ts';
import { insertInOrder, removeFrom } from './readings-window.ts';
import type { Setback, Setbacks, Timer, Timers } from './timer.ts';
import { type Ground, isJudgedBy, judgeReading, passTime, rings, type Track } from './track.ts';
import {
  type Arrival,
  arrivalOf,
  givenOf,
  isDecided,
  knownAt,
  measuredAtOf,
  type Pool,
  poolOf,
  type Turn,
  takenOf,
} from './turn.ts';

export type { Arrival, Decided, Turn } from './turn.ts';

/** A patient as last judged, and what has arrived since. */
export type Unjudged = {
  readonly patient: PatientContext;
  /** what the patient is judged by, over time */
  readonly timeline: LimitsTimeline;
  /** from here on every good reading is in hand */
  readonly fromAt: number;
  readonly storedDays: StoredDays;
  /** good and suspect readings of the window judged before, in measured order */
  readonly before: readonly Reading[];
  readonly unownedBefore: readonly Reading[];
  /** in order of arrival */
  readonly arrivals: readonly Turn[];
  /** by rule id, oldest first: those that stand, and those that reach into the time now judged */
  readonly episodes: ReadonlyMap<string, readonly Episode[]>;
  readonly timers: Timers;
  readonly setbacks: Setbacks;
  /** the last arrival judged before, by every rule without a setback */
  readonly judgedArrival: number;
};

export type Folded = {
  readonly changed: readonly { readonly rule: Rule; readonly episode: Episode }[];
  readonly timers: Timers;
  readonly setbacks: Setbacks;
  readonly failures: readonly { readonly ruleId: string; readonly error: unknown }[];
};

type Pools = Readonly<Record<Pool, Reading[]>>;

const poolsOf = (unjudged: Unjudged): Pools => ({
  good: unjudged.before.filter(r => r.suspect === null),
  suspect: unjudged.before.filter(r => r.suspect !== null),
  unowned: [...unjudged.unownedBefore],
});

/** Brings the readings that rules see up to a turn. */
const renew = (pools: Pools, days: DaysKnown, turn: Turn): void => {
  const [taken, given] = [takenOf(turn), givenOf(turn)];
  if (taken) removeFrom(pools[poolOf(taken)], taken.reading);
  if (given) insertInOrder(pools[poolOf(given)], given.reading);
  for (const one of [taken, given]) {
    if (one && poolOf(one) === 'good') days.forget(one.reading.kind, one.reading.measuredAt);
  }
};

/** Whether a turn gives a rule a reading to judge. */
const isHeard = (rule: Rule, given: Arrival | null): given is Arrival =>
  given !== null && poolOf(given) === rule.judges && isJudgedBy(rule, given.reading);

/** Whether a turn may mean anything to a rule: a reading means nothing to most. */
const isAbout = (rule: Rule, turn: Turn, given: Arrival | null): boolean =>
  isDecided(turn) || isHeard(rule, given);

/** What a turn means to one track: judged anew without a reading, or with one more. */
const takeTurn = (track: Track, ground: Ground, turn: Turn, given: Arrival | null): void => {
  if (isDecided(turn) && turn.kind === null) judgeUnderStatus(track, ground, turn);
  else if (isDecided(turn) && isJudgedAgain(track.rule, turn)) judgeWithout(track, ground, turn);
  else if (isHeard(track.rule, given)) judgeReading(track, ground, given.reading);
};

const startTrack = (rule: Rule, unjudged: Unjudged): Track => ({
  rule,
  episodes: [...(unjudged.episodes.get(rule.id) ?? [])],
  superseded: [],
  timer: unjudged.timers[rule.id] ?? null,
  judgedArrival: unjudged.setbacks[rule.id]?.arrival ?? unjudged.judgedArrival,
  failure: undefined,
});

/** Runs one step of one track; a rule that throws is set aside for this patient and blocks nothing else. */
const step = (track: Track, act: () => void): void => {
  if (track.failure !== undefined) return;
  try {
    act();
  } catch (error) {
    track.failure = error ?? new Error('a rule failed');
  }
};

/** The rules of one patient on their way through what arrives. */
export type Walk = {
  readonly tracks: readonly Track[];
  /** what rules know of the patient from now on */
  readonly meet: (patient: PatientContext) => void;
  /** the next turn in order of arrival; time passes up to when it became known */
  readonly take: (turn: Turn) => void;
  /** time passes up to `now`, though nothing came */
  readonly wait: (now: number) => void;
};

/** Rules as they were left when a patient was last judged. `take` and `wait` are told instants that never go back. */
export const startWalk = (unjudged: Unjudged, rules: readonly Rule[]): Walk => {
  const pools = poolsOf(unjudged);
  const { timeline } = unjudged;
  let { patient } = unjudged;
  const days = daysKnown(pools.good, unjudged.fromAt, patient.timeZone, unjudged.storedDays);
  const groundOf = (pool: Pool): Ground => ({
    seen: pools.good,
    judged: pools[pool],
    days,
    get patient() {
      return patient;
    },
    timeline,
  });
  const grounds: Readonly<Record<Pool, Ground>> = {
    good: groundOf('good'),
    suspect: groundOf('suspect'),
    unowned: groundOf('unowned'),
  };
  const tracks = rules.map(rule => ({ track: startTrack(rule, unjudged), ground: grounds[rule.judges] }));
  return {
    tracks: tracks.map(t => t.track),
    meet: met => {
      patient = met;
    },
    take: turn => {
      const [arrival, at, given] = [arrivalOf(turn), knownAt(turn), givenOf(turn)];
      for (const { track, ground } of tracks) {
        if (track.judgedArrival >= arrival) continue;
        track.timer = firstLookOf(track, ground, at);
        if (rings(track, at)) step(track, () => passTime(track, ground, at));
      }
      renew(pools, days, turn);
      for (const { track, ground } of tracks) {
        if (track.judgedArrival >= arrival || !isAbout(track.rule, turn, given)) continue;
        step(track, () => takeTurn(track, ground, turn, given));
      }
    },
    wait: now => {
      for (const { track, ground } of tracks) {
        if (rings(track, now)) step(track, () => passTime(track, ground, now));
        track.timer = firstLookOf(track, ground, now);
      }
    },
  };
};

/**
 * Folds what arrived, in order of arrival, into the alerts: each reading is judged at its own instant on what
 * was known at that instant, timers ring where they fall due between readings, and `now` rings the rest.
 * The result depends on the readings and when they were received, never on how they were batched. Pure.
 */
export const fold = (unjudged: Unjudged, rules: readonly Rule[], now: number): Folded => {
  const walk = startWalk(unjudged, rules);
  for (const turn of unjudged.arrivals) walk.take(turn);
  walk.wait(now);
  return folded(walk.tracks, unjudged, now);
};

const retryMs = 15 * minuteMs;
/** a rule that stays broken does not make a patient's window grow for ever */
const oldestSetbackMs = 7 * dayMs;

/** Where a rule that broke takes up again: nothing that it should have judged is passed over. */
const setbackOf = (
  { rule, judgedArrival }: Track,
  { setbacks, arrivals }: Unjudged,
  now: number,
): Setback => {
  const missed = arrivals.filter(turn => arrivalOf(turn) > judgedArrival).map(measuredAtOf);
  const earliestAt = Math.min(setbacks[rule.id]?.earliestAt ?? now, ...missed);
  return {
    arrival: judgedArrival,
    earliestAt: Math.max(earliestAt, now - oldestSetbackMs),
    retryAt: now + retryMs,
  };
};

const folded = (tracks: readonly Track[], unjudged: Unjudged, now: number): Folded => {
  const timers: Record<string, Timer> = {};
  const setbacks: Record<string, Setback> = {};
  for (const track of tracks) {
    const { id } = track.rule;
    if (track.failure === undefined) {
      if (track.timer) timers[id] = track.timer;
      continue;
    }
    setbacks[id] = setbackOf(track, unjudged, now);
    const timer = unjudged.timers[id];
    if (timer) timers[id] = { at: timer.at, wallAt: now + retryMs };
  }
  return {
    changed: tracks
      .filter(t => t.failure === undefined)
      .flatMap(({ rule, superseded, episodes }) =>
        [...superseded, ...episodes].filter(e => e.changed).map(episode => ({ rule, episode })),
      ),
    timers,
    setbacks,
    failures: tracks.filter(t => t.failure !== undefined).map(t => ({ ruleId: t.rule.id, error: t.failure })),
  };
};
