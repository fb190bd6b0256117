import { decideChange } from '../alerts/decide-change.ts';
import { carryOut, type Episode, standingOf } from '../alerts/episode.ts';
import { isUntouchedBy, type Reconciled, reconcile, rewind } from '../alerts/rewind.ts';
import type { Finding, Judgement } from '../domain/alert.ts';
import { minuteMs } from '../domain/local-day.ts';
import type { PatientContext } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Rule, StandingAlert } from '../domain/rule.ts';
import {
  type InForce,
  inForceAt,
  isEnabled,
  type LimitsTimeline,
  paramsIn,
  switchedOnAt,
} from '../domain/rule-set.ts';
import type { DaysKnown } from './days.ts';
import { evaluateMonitored, wakesAt } from './monitoring-gate.ts';
import { countUpTo, since, upTo } from './readings-window.ts';
import type { Timer } from './timer.ts';

/** How long a late batch may take to arrive whole before time alone is held against it. */
export const settleMs = 15 * minuteMs;

/** One rule's walk over one patient's readings. */
export type Track = {
  readonly rule: Rule;
  episodes: Episode[];
  superseded: Episode[];
  timer: Timer | null;
  /** the last arrival this rule has judged */
  readonly judgedArrival: number;
  /** why the rule broke on this patient; nothing of it is stored then */
  failure: unknown;
};

/** What a track sees: `seen` are the readings its rule looks back on, `judged` those that wake it. */
export type Ground = {
  readonly seen: readonly Reading[];
  readonly judged: readonly Reading[];
  readonly days: DaysKnown;
  readonly patient: PatientContext;
  readonly timeline: LimitsTimeline;
};

const askedFor = (finding: Finding): number | undefined =>
  finding.is === 'pending' ? finding.until : finding.checkAt;

const timerOf = (next: number | undefined, at: number, receivedAt: number): Timer | null => {
  // a timer that does not lie ahead would ring for ever
  if (next === undefined || next <= at) return null;
  return { at: next, wallAt: Math.max(next, receivedAt + settleMs) };
};

type Known = (at: number) => readonly Reading[];

/** What is known at instants that never go back: one copy at most, and none when nothing lies after the first. */
const walking = (seen: readonly Reading[], from: number): Known => {
  const count = countUpTo(seen, from);
  if (count === seen.length) return () => seen;
  const known = seen.slice(0, count);
  return at => {
    for (let next = seen[known.length]; next && next.measuredAt <= at; next = seen[known.length])
      known.push(next);
    return known;
  };
};

/** Keeps with what a rule found how it came about, so that it can be found again. */
const withJudgement = (
  finding: Finding,
  at: number,
  reading: Reading | null,
  standing: StandingAlert | null,
  { version, overrideIds }: InForce,
  patient: PatientContext,
): Finding => {
  if (finding.is !== 'firing' && finding.is !== 'pending') return finding;
  const readingId = reading?.id ?? null;
  const { is, severity } = finding;
  const found = { is, severity, confirmed: finding.is === 'firing' && finding.confirmed };
  const judged: Judgement = { at, readingId, standing, limitsVersion: version, overrideIds, patient, found };
  return { ...finding, evidence: { ...finding.evidence, judged } };
};

/** A rule that is switched off finds nothing, and what stood of it ends; one on silence looks once it is on again. */
const whenOff = (
  rule: Rule,
  timeline: LimitsTimeline,
  at: number,
  standing: StandingAlert | null,
): Finding => {
  const onAt = rule.watchesTime ? switchedOnAt(rule, timeline, at) : null;
  return { is: standing ? 'clear' : 'unknown', ...(onAt !== null && { checkAt: onAt }) };
};

const judgeAt = (track: Track, ground: Ground, at: number, reading: Reading | null, known?: Known): void => {
  const { rule } = track;
  const { patient } = ground;
  const standing = standingOf(track.episodes.at(-1));
  const inForce = inForceAt(ground.timeline, at);
  const found = isEnabled(rule, inForce)
    ? evaluateMonitored(rule, {
        at,
        reading,
        readings: known ? known(at) : upTo(ground.seen, at),
        days: kind => ground.days.of(kind, at),
        patient,
        limits: inForce.limits,
        params: paramsIn(rule, inForce),
        standing,
      })
    : whenOff(rule, ground.timeline, at, standing);
  const finding = withJudgement(found, at, reading, standing, inForce, patient);
  carryOut(track.episodes, decideChange(standing, finding), finding, at);
  const stillWaits =
    finding.is === 'unknown' && finding.checkAt === undefined && standing?.state === 'pending';
  const receivedAt = reading?.receivedAt ?? Number.NEGATIVE_INFINITY;
  if (stillWaits && reading !== null) return;
  track.timer = timerOf(wakesAt(rule, patient, at, askedFor(finding)), at, receivedAt);
};

/** Whether our clock has reached a track's timer. */
export const rings = ({ timer }: Track, wallAt: number): boolean => timer !== null && timer.wallAt <= wallAt;

/** Lets time pass: judges at each timer that our clock has reached. */
export const passTime = (track: Track, ground: Ground, wallAt: number): void => {
  while (track.timer && rings(track, wallAt)) judgeAt(track, ground, track.timer.at, null);
};

const passMeasuredTime = (track: Track, ground: Ground, before: number, known?: Known): void => {
  while (track.timer && track.timer.at < before) judgeAt(track, ground, track.timer.at, null, known);
};

/** Whether this rule has a say on a reading when it arrives: it is live, of its kind, and not too late. */
export const isJudgedBy = (rule: Rule, reading: Reading): boolean =>
  reading.mode === 'live' &&
  rule.kinds.includes(reading.kind) &&
  reading.receivedAt - reading.measuredAt <= rule.latenessLimitMs;

/** Takes a track back to just before an instant and judges again what came since; the result is then in question. */
export const judgeSince = (track: Track, ground: Ground, from: number): readonly Episode[] => {
  const { asOf, inQuestion } = rewind(track.episodes, from);
  track.episodes = asOf;
  const known = walking(ground.seen, Math.min(from, track.timer?.at ?? from));
  for (const each of since(ground.judged, from)) {
    if (!isJudgedBy(track.rule, each)) continue;
    passMeasuredTime(track, ground, each.measuredAt, known);
    judgeAt(track, ground, each.measuredAt, each, known);
  }
  return inQuestion;
};

export const settle = (track: Track, { episodes, superseded }: Reconciled): void => {
  track.episodes = episodes;
  track.superseded.push(...superseded);
};

/** Nothing that was judged lies at or after the reading, as with nearly all: then there is nothing to judge again. */
const isNewest = ({ episodes }: Track, { judged }: Ground, { id, measuredAt }: Reading): boolean =>
  judged.at(-1)?.id === id &&
  (judged.at(-2)?.measuredAt ?? Number.NEGATIVE_INFINITY) < measuredAt &&
  episodes.every(e => isUntouchedBy(e, measuredAt));

/**
 * Judges a reading at its own instant, and again whatever was judged after that instant already: a reading
 * that arrives late has the same effect as one that came in time, but nothing people were told is taken back.
 */
export const judgeReading = (track: Track, ground: Ground, reading: Reading): void => {
  const { measuredAt } = reading;
  if (isNewest(track, ground, reading)) {
    passMeasuredTime(track, ground, measuredAt);
    judgeAt(track, ground, measuredAt, reading);
    return;
  }
  const inQuestion = judgeSince(track, ground, measuredAt);
  settle(track, reconcile(track.episodes, inQuestion, measuredAt));
};
