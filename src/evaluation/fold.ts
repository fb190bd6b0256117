import type { Episode } from '../alerts/episode.ts';
import type { Limits } from '../domain/limits.ts';
import { dayMs, minuteMs } from '../domain/local-day.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import { insertInOrder } from './readings-window.ts';
import type { Setback, Setbacks, Timer, Timers } from './timer.ts';
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
  readonly setbacks: Setbacks;
  /** the last arrival judged before, by every rule without a setback */
  readonly judgedArrival: number;
};

export type Arrival = { readonly reading: Reading; readonly owned: boolean };

export type Folded = {
  readonly changed: readonly { readonly rule: Rule; readonly episode: Episode }[];
  readonly timers: Timers;
  readonly setbacks: Setbacks;
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
    const awaiting = tracks.filter(({ track }) => track.judgedArrival < reading.arrival);
    for (const { track, ground } of awaiting) {
      firstLook(track, reading.receivedAt);
      step(track, () => passTime(track, ground, reading.receivedAt));
    }
    const pool = poolName(arrival);
    insertInOrder(pools[pool], reading);
    for (const { track, ground } of awaiting) {
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
    unjudged,
    now,
  );
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
  const missed = arrivals.filter(a => a.reading.arrival > judgedArrival).map(a => a.reading.measuredAt);
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
