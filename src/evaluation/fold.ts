import type { Episode } from '../alerts/episode.ts';
import type { Limits } from '../domain/limits.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import { insertInOrder } from './readings-window.ts';
import type { Timer, Timers } from './timer.ts';
import { type Ground, isJudgedBy, judgeReading, passTime, settleMs, type Track } from './track.ts';

/** A patient as last judged, and what has arrived since. */
export type Unjudged = {
  readonly patient: PatientContext;
  readonly limits: Limits;
  /** good and suspect readings of the window judged before, in measured order */
  readonly before: readonly Reading[];
  readonly unownedBefore: readonly Reading[];
  /** in order of arrival */
  readonly arrivals: readonly Arrival[];
  /** by rule id, oldest first: those that stand, and those that reach into the time now judged */
  readonly episodes: ReadonlyMap<string, readonly Episode[]>;
  readonly timers: Timers;
};

export type Arrival = { readonly reading: Reading; readonly owned: boolean };

export type Folded = {
  readonly changed: readonly { readonly rule: Rule; readonly episode: Episode }[];
  readonly timers: Timers;
  readonly failures: readonly { readonly ruleId: string; readonly error: unknown }[];
};

type Pools = Readonly<Record<Rule['judges'], Reading[]>>;

const poolsOf = (unjudged: Unjudged): Pools => ({
  good: unjudged.before.filter(r => r.suspect === null),
  suspect: unjudged.before.filter(r => r.suspect !== null),
  unowned: [...unjudged.unownedBefore],
});

const poolName = ({ reading, owned }: Arrival): Rule['judges'] => {
  if (!owned) return 'unowned';
  return reading.suspect === null ? 'good' : 'suspect';
};

const startTrack = (rule: Rule, unjudged: Unjudged): Track => ({
  rule,
  episodes: [...(unjudged.episodes.get(rule.id) ?? [])],
  superseded: [],
  timer: unjudged.timers[rule.id] ?? null,
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

/** A rule that watches time soon looks at a patient it has no timer for, so that silence is noticed. */
const firstLook = (track: Track, now: number): void => {
  if (track.rule.watchesTime && track.timer === null && track.episodes.every(e => e.endedAt !== null)) {
    track.timer = { at: now + settleMs, wallAt: now + settleMs };
  }
};

/**
 * Folds what arrived, in order of arrival, into the alerts: each reading is judged at its own instant on what
 * was known at that instant, timers ring where they fall due between readings, and `now` rings the rest.
 * The result depends on the readings and when they were received, never on how they were batched. Pure.
 */
export const fold = (unjudged: Unjudged, rules: readonly Rule[], now: number): Folded => {
  const pools = poolsOf(unjudged);
  const { patient, limits } = unjudged;
  const groundOf = (rule: Rule): Ground => ({
    seen: pools.good,
    judged: pools[rule.judges],
    patient,
    limits,
  });
  const tracks = rules.map(rule => ({ track: startTrack(rule, unjudged), ground: groundOf(rule) }));

  for (const arrival of unjudged.arrivals) {
    const { reading } = arrival;
    for (const { track, ground } of tracks) {
      firstLook(track, reading.receivedAt);
      step(track, () => passTime(track, ground, reading.receivedAt));
    }
    const pool = poolName(arrival);
    insertInOrder(pools[pool], reading);
    for (const { track, ground } of tracks) {
      if (track.rule.judges !== pool || !isJudgedBy(track.rule, reading)) continue;
      step(track, () => judgeReading(track, ground, reading));
    }
  }
  for (const { track, ground } of tracks) {
    step(track, () => passTime(track, ground, now));
    firstLook(track, now);
  }
  return folded(
    tracks.map(t => t.track),
    unjudged.timers,
    now,
  );
};

const retryMs = 15 * minuteMs;

const folded = (tracks: readonly Track[], before: Timers, now: number): Folded => {
  const sound = tracks.filter(t => t.failure === undefined);
  const timers: Record<string, Timer> = {};
  for (const { rule, timer } of sound) if (timer) timers[rule.id] = timer;
  for (const { rule, failure } of tracks) {
    const timer = before[rule.id];
    if (failure !== undefined && timer) timers[rule.id] = { at: timer.at, wallAt: now + retryMs };
  }
  return {
    changed: sound.flatMap(({ rule, superseded, episodes }) =>
      [...superseded, ...episodes].filter(e => e.changed).map(episode => ({ rule, episode })),
    ),
    timers,
    failures: tracks.filter(t => t.failure !== undefined).map(t => ({ ruleId: t.rule.id, error: t.failure })),
  };
};
