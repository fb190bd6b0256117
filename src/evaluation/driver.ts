import type { Episode } from '../alerts/episode.ts';
import { dayMs } from '../domain/local-day.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import type { LimitsTimeline } from '../domain/rule-set.ts';
import type { Directory } from '../roster/directory.ts';
import { deviceBattery } from '../rules/device-battery.ts';
import { noStoredDays, type StoredDays } from './days.ts';
import type { Step } from './driver-intake.ts';
import { acquaintance } from './driver-patient.ts';
import { startWalk, type Unjudged, type Walk } from './fold.ts';
import type { Track } from './track.ts';
import { measuredAtOf } from './turn.ts';

export type Change = { readonly rule: Rule; readonly episode: Episode };

/** Told of what a step changed in the alerts of a patient, before it counts as told: `at` is our clock. */
export type OnChange = (at: number, changes: readonly Change[]) => void;

/** Rules to run side by side on one stream. */
export type Contestant = {
  readonly rules: readonly Rule[];
  readonly timeline: LimitsTimeline;
  readonly onChange: OnChange;
};

export type Drive = {
  readonly directory: Pick<Directory, 'patient'>;
  readonly patientId: string;
  /** in order of arrival, from `startAt` on */
  readonly steps: readonly Step[];
  readonly startAt: number;
  /** how far time passes */
  readonly endAt: number;
  readonly contestants: readonly Contestant[];
  /** good readings known before `startAt`, in measured order: they are looked back on, and not judged */
  readonly before?: readonly Reading[];
  /** rollups of days before those of `before` */
  readonly storedDays?: StoredDays;
};

/** A rule that threw on a patient: it judged no further. */
export type Failure = { readonly patientId: string; readonly ruleId: string; readonly error: unknown };

const told = (episode: Episode): Episode => {
  const { everFiredAt, endedAt, severity, confirmed } = episode;
  const known = { fired: everFiredAt !== null, ended: endedAt !== null, severity, confirmed };
  return { ...episode, told: known, changed: false };
};

/** What ended before this can no longer be reached: late readings are judged so far back at most. */
const forgottenBefore = (rules: readonly Rule[]): number =>
  Math.max(0, ...rules.map(r => r.latenessLimitMs)) * 2;

const collect = (track: Track, oldest: number, changes: Change[]): void => {
  const { rule, episodes, superseded } = track;
  const isQuiet = superseded.length === 0 && !episodes.some(e => e.changed);
  if (isQuiet || track.failure !== undefined) return;
  for (const episode of superseded) changes.push({ rule, episode });
  for (const episode of episodes) if (episode.changed) changes.push({ rule, episode });
  track.superseded = [];
  track.episodes = episodes
    .filter(e => e.endedAt === null || e.endedAt >= oldest)
    .map(e => (e.changed ? told(e) : e));
};

type Runner = {
  readonly walk: Walk;
  readonly contestant: Contestant;
  readonly memoryMs: number;
};

const ringOf = ({ tracks }: Walk): number =>
  tracks.reduce(
    (least, { timer, failure }) =>
      timer !== null && failure === undefined && timer.wallAt < least ? timer.wallAt : least,
    Number.POSITIVE_INFINITY,
  );

const nextRing = (runners: readonly Runner[]): number => Math.min(...runners.map(r => ringOf(r.walk)));

const tell = ({ walk, contestant, memoryMs }: Runner, at: number): void => {
  const changes: Change[] = [];
  for (const track of walk.tracks) collect(track, at - memoryMs, changes);
  if (changes.length > 0) contestant.onChange(at, changes);
};

/** As the ingest does: the rule on batteries looks at whoever holds a device whose battery is news. */
const lookAtBatteries = (runners: readonly Runner[], at: number): void => {
  for (const { walk } of runners) {
    const track = walk.tracks.find(t => t.rule.id === deviceBattery.id);
    if (track) track.timer = { at, wallAt: at };
  }
};

/** Days that began after this are known from readings alone: all of them, unless rollups tell of earlier ones. */
const fromAtOf = ({ startAt, steps, before = [], storedDays }: Drive): number => {
  const first = before[0]?.measuredAt;
  if (storedDays && first !== undefined) return first;
  const measured = steps.flatMap(s => (s.is === 'turn' ? [measuredAtOf(s.turn)] : []));
  return measured.reduce((least, at) => Math.min(least, at), Math.min(startAt, first ?? startAt)) - 2 * dayMs;
};

const unjudgedOf = (drive: Drive, patient: PatientContext, timeline: LimitsTimeline): Unjudged => {
  return {
    patient,
    timeline,
    fromAt: fromAtOf(drive),
    storedDays: drive.storedDays ?? noStoredDays,
    before: drive.before ?? [],
    unownedBefore: [],
    arrivals: [],
    episodes: new Map(),
    timers: {},
    setbacks: {},
    judgedArrival: 0,
  };
};

/**
 * Leads a patient's stream through several rule sets at once, on a clock that follows the stream: each step and each
 * timer is judged and told at its own instant, as the service would with nothing else to do. Single-threaded, no store.
 */
export const drivePatient = (drive: Drive): readonly Failure[] => {
  const { patientId, contestants, startAt, endAt } = drive;
  const known = acquaintance(drive.directory, patientId);
  const patient = known.at(startAt);
  if (!patient) return [];
  const runners = contestants.map(contestant => ({
    walk: startWalk(unjudgedOf(drive, patient, contestant.timeline), contestant.rules),
    contestant,
    memoryMs: forgottenBefore(contestant.rules),
  }));
  const meetAt = (at: number): void => {
    const met = known.at(at);
    if (met) for (const { walk } of runners) walk.meet(met);
  };
  /** Rings what falls due up to `at`, each at its own instant. */
  const passUpTo = (at: number): void => {
    for (let next = nextRing(runners); next <= at; next = nextRing(runners)) {
      meetAt(next);
      for (const runner of runners) {
        if (ringOf(runner.walk) > next) continue;
        runner.walk.wait(next);
        tell(runner, next);
      }
    }
  };
  for (const { walk } of runners) walk.wait(startAt);
  for (const step of drive.steps) {
    passUpTo(step.at);
    if (step.is === 'status') {
      if (known.note(step.deviceId, step.batteryPercent, step.at)) lookAtBatteries(runners, step.at);
      continue;
    }
    meetAt(step.at);
    for (const runner of runners) {
      runner.walk.take(step.turn);
      tell(runner, step.at);
    }
  }
  passUpTo(endAt);
  return runners.flatMap(({ walk }) =>
    walk.tracks
      .filter(track => track.failure !== undefined)
      .map(track => ({ patientId, ruleId: track.rule.id, error: track.failure })),
  );
};
