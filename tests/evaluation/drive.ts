import type { Episode } from '../../src/alerts/episode.ts';
import { type DailyRollup, rollupOf } from '../../src/domain/daily.ts';
import { localDay } from '../../src/domain/local-day.ts';
import type { MonitoringChange } from '../../src/domain/monitoring.ts';
import { inMeasuredOrder, type Reading } from '../../src/domain/reading.ts';
import type { Rule } from '../../src/domain/rule.ts';
import type { LimitsTimeline } from '../../src/domain/rule-set.ts';
import { daysBack } from '../../src/evaluation/days.ts';
import { type Arrival, type Decided, fold, type Turn, type Unjudged } from '../../src/evaluation/fold.ts';
import { beginningsOf, withDecisions } from '../../src/evaluation/stream.ts';
import { arrivalOf, givenOf, isDecided, knownAt, measuredAtOf, takenOf } from '../../src/evaluation/turn.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { lookBackMs } from '../../src/rules/window.ts';
import { start } from '../rules/build.ts';

export const patient = {
  patientId: 'pat_1',
  programId: 'heart-failure',
  timeZone: 'America/New_York',
  enrolledAt: start,
  expectedPerWeek: { 'blood-pressure': 7, glucose: 21, weight: 7 },
  dryWeightKg: null,
  flags: [],
  householdKg: [],
  devices: [],
  discharges: [],
  monitoring: [],
};

export type Judged = { readonly ruleId: string; readonly episode: Episode };

/** What every patient of these tests is judged by. */
export const timeline: LimitsTimeline = [
  { fromAt: Number.NEGATIVE_INFINITY, version: 1, overrideIds: [], limits: defaultLimits, rules: {} },
];

/** The rollups the store would hold of what was judged before. */
const storedDays = (judged: readonly Turn[], beforeDay: number): DailyRollup[] => {
  const good = storedAfter(judged)
    .filter(a => a.owned && a.reading.suspect === null)
    .map(a => a.reading)
    .sort(inMeasuredOrder);
  const byDay = Map.groupBy(good, r => `${r.kind} ${localDay(r.measuredAt, patient.timeZone)}`);
  return [...byDay.values()]
    .map(readings => {
      const [first] = readings as [Reading, ...Reading[]];
      return rollupOf(first.kind, localDay(first.measuredAt, patient.timeZone), readings);
    })
    .filter(d => d.day < beforeDay && d.day >= beforeDay - daysBack)
    .sort((a, b) => a.day - b.day);
};

type Folding = Pick<Unjudged, 'timers' | 'setbacks'> & {
  /** in order of arrival */
  readonly judged: readonly Turn[];
  readonly alerts: ReadonlyMap<string, Judged>;
};

const atRest: Folding = { judged: [], alerts: new Map(), timers: {}, setbacks: {} };

/** What is stored after some turns: a reading that was taken away is there no more. */
const storedAfter = (turns: readonly Turn[]): Arrival[] => {
  const stored = new Map<string, Arrival>();
  const keyOf = ({ reading, owned }: Arrival) => `${reading.id} ${reading.arrival} ${owned}`;
  for (const turn of turns) {
    const [taken, given] = [takenOf(turn), givenOf(turn)];
    if (taken) stored.delete(keyOf(taken));
    if (given) stored.set(keyOf(given), given);
  }
  return [...stored.values()];
};

/** The readings the store would load. */
const windowOf = (arrivals: readonly Arrival[], from: number): Reading[] =>
  arrivals
    .filter(a => a.owned && a.reading.measuredAt >= from)
    .map(a => a.reading)
    .sort(inMeasuredOrder);

const episodesFrom = (alerts: Folding['alerts'], from: number): Map<string, Episode[]> => {
  const loaded = [...alerts.values()].filter(
    ({ episode: e }) => e.endReason !== 'superseded' && (e.endedAt === null || e.endedAt >= from),
  );
  const byRule = Map.groupBy(loaded, j => j.ruleId);
  return new Map(
    [...byRule].map(([ruleId, list]) => [
      ruleId,
      list.map(j => ({ ...j.episode })).sort((a, b) => a.startedAt - b.startedAt),
    ]),
  );
};

const stored = (episode: Episode): Episode => {
  const { everFiredAt, endedAt, severity, confirmed } = episode;
  const told = { fired: everFiredAt !== null, ended: endedAt !== null, severity, confirmed };
  return { ...episode, firedAt: everFiredAt, changed: false, told };
};

/** Folds one batch from what the store would load, and carries over what it would keep. */
const foldBatch = (
  { judged, alerts, timers, setbacks }: Folding,
  arrivals: readonly Turn[],
  rules: readonly Rule[],
  now: number,
  { perWeek = 7, monitoring = [], judgedBy = timeline }: Pace,
): Folding => {
  const instants = [...arrivals.map(measuredAtOf), ...Object.values(timers).map(t => t.at)];
  const first = Math.min(now, ...instants);
  const episodes = episodesFrom(alerts, first);
  const decisions: Decided[] = arrivals.filter(isDecided);
  const from = Math.min(first, ...beginningsOf(episodes, decisions)) - lookBackMs;
  const there = storedAfter([...judged, ...arrivals]);
  const unowned = there.filter(a => !a.owned && a.reading.measuredAt >= from).map(a => a.reading);
  const judgedArrival = judged.reduce((last, turn) => Math.max(last, arrivalOf(turn)), 0);
  const { turns, ...before } = withDecisions(
    { owned: windowOf(there, from), unowned },
    decisions,
    judgedArrival,
  );
  const expectedPerWeek = { 'blood-pressure': perWeek, glucose: perWeek, weight: perWeek };
  const unjudged: Unjudged = {
    patient: { ...patient, expectedPerWeek, monitoring },
    timeline: judgedBy,
    fromAt: from,
    storedDays: beforeDay => storedDays(judged, beforeDay),
    ...before,
    arrivals: turns,
    episodes,
    timers,
    setbacks,
    judgedArrival,
  };
  const folded = fold(unjudged, rules, now);
  const changed = folded.changed.map(
    ({ rule, episode }) => [episode.id, { ruleId: rule.id, episode: stored(episode) }] as const,
  );
  return {
    judged: [...judged, ...arrivals],
    alerts: new Map([...alerts, ...changed]),
    timers: folded.timers,
    setbacks: folded.setbacks,
  };
};

export type Pace = {
  readonly perWeek?: number;
  /** whether the evaluator also wakes when a timer is due between two batches */
  readonly awake?: boolean;
  /** changes of status, planned before the first reading */
  readonly monitoring?: readonly MonitoringChange[];
  /** what the patient is judged by over time */
  readonly judgedBy?: LimitsTimeline;
};

/** What entering the changes of status leaves behind: rules on adherence look at the first of them. */
const planned = ({ monitoring = [] }: Pace, rules: readonly Rule[]): Folding => {
  const [first] = monitoring;
  const waiting = first ? rules.filter(rule => rule.concern === 'adherence') : [];
  const timer = { at: first?.fromAt ?? 0, wallAt: first?.fromAt ?? 0 };
  return { ...atRest, timers: Object.fromEntries(waiting.map(rule => [rule.id, timer])) };
};

/** Folds a stream in the batches that `cuts` make of it; the evaluator runs at the last receive time of each. */
export const foldInBatches = (
  arrivals: readonly Turn[],
  cuts: readonly number[],
  rules: readonly Rule[],
  endAt: number,
  pace: Pace = {},
): Judged[] => {
  const ends = [...new Set([...cuts, arrivals.length])]
    .filter(e => e <= arrivals.length)
    .sort((a, b) => a - b);
  const { awake = false } = pace;
  let state = planned(pace, rules);
  let begin = 0;
  for (const end of ends) {
    const batch = arrivals.slice(begin, end);
    const last = batch.at(-1);
    if (last) state = foldBatch(state, batch, rules, knownAt(last), pace);
    const next = arrivals[end];
    const nextAt = Math.min(next ? knownAt(next) : endAt, endAt);
    for (let turns = 0; awake && last && turns < 200; turns += 1) {
      const ringsAt = Math.min(...Object.values(state.timers).map(t => t.wallAt));
      if (ringsAt >= nextAt) break;
      state = foldBatch(state, [], rules, ringsAt, pace);
    }
    begin = end;
  }
  return [...foldBatch(state, [], rules, endAt, pace).alerts.values()];
};

/** What may be compared between two runs: everything of an alert but its id. */
export const facts = (judged: readonly Judged[]): string[] =>
  judged
    .map(({ ruleId, episode: e }) =>
      JSON.stringify([
        ruleId,
        e.startedAt,
        e.everFiredAt,
        e.endedAt,
        e.endReason,
        e.severity,
        e.confirmed,
        e.pendingUntil,
        e.because,
      ]),
    )
    .sort();

export const arrive = (readings: readonly Reading[]): Arrival[] =>
  readings.map((reading, index) => ({ reading: { ...reading, arrival: index + 1 }, owned: true }));
