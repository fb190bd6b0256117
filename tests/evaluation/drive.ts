import type { Episode } from '../../src/alerts/episode.ts';
import { inMeasuredOrder, kinds, type Reading } from '../../src/domain/reading.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { type Arrival, fold, type Unjudged } from '../../src/evaluation/fold.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { lookBackMs } from '../../src/rules/window.ts';
import { start } from '../rules/build.ts';

export const patient = {
  patientId: 'pat_1',
  timeZone: 'America/New_York',
  enrolledAt: start,
  expectedPerWeek: { 'blood-pressure': 7, glucose: 21, weight: 7 },
  dryWeightKg: null,
};

export type Judged = { readonly ruleId: string; readonly episode: Episode };

type Folding = Pick<Unjudged, 'timers' | 'setbacks'> & {
  /** in order of arrival */
  readonly judged: readonly Arrival[];
  readonly alerts: ReadonlyMap<string, Judged>;
};

const atRest: Folding = { judged: [], alerts: new Map(), timers: {}, setbacks: {} };

/** The readings the store would load: a window, and of each kind the last good one before it. */
const windowOf = (arrivals: readonly Arrival[], from: number): Reading[] =>
  kinds
    .flatMap(kind => {
      const ofKind = arrivals.filter(a => a.owned && a.reading.kind === kind).map(a => a.reading);
      const before = ofKind.filter(r => r.measuredAt < from && r.suspect === null).sort(inMeasuredOrder);
      return [...before.slice(-1), ...ofKind.filter(r => r.measuredAt >= from)];
    })
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
  arrivals: readonly Arrival[],
  rules: readonly Rule[],
  now: number,
  perWeek: number,
): Folding => {
  const instants = [...arrivals.map(a => a.reading.measuredAt), ...Object.values(timers).map(t => t.at)];
  const first = Math.min(now, ...instants);
  const known = windowOf([...judged, ...arrivals], first - lookBackMs);
  const isNew = new Set(arrivals.map(a => a.reading.arrival));
  const unowned = judged.filter(a => !a.owned && a.reading.measuredAt >= first - lookBackMs);
  const expectedPerWeek = { 'blood-pressure': perWeek, glucose: perWeek, weight: perWeek };
  const unjudged: Unjudged = {
    patient: { ...patient, expectedPerWeek },
    limits: defaultLimits,
    before: known.filter(r => !isNew.has(r.arrival)),
    unownedBefore: unowned.map(a => a.reading).sort(inMeasuredOrder),
    arrivals,
    episodes: episodesFrom(alerts, first),
    timers,
    setbacks,
    judgedArrival: judged.at(-1)?.reading.arrival ?? 0,
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
};

/** Folds a stream in the batches that `cuts` make of it; the evaluator runs at the last receive time of each. */
export const foldInBatches = (
  arrivals: readonly Arrival[],
  cuts: readonly number[],
  rules: readonly Rule[],
  endAt: number,
  { perWeek = 7, awake = false }: Pace = {},
): Judged[] => {
  const ends = [...new Set([...cuts, arrivals.length])]
    .filter(e => e <= arrivals.length)
    .sort((a, b) => a - b);
  let state = atRest;
  let begin = 0;
  for (const end of ends) {
    const batch = arrivals.slice(begin, end);
    const last = batch.at(-1);
    if (last) state = foldBatch(state, batch, rules, last.reading.receivedAt, perWeek);
    const nextAt = Math.min(arrivals[end]?.reading.receivedAt ?? endAt, endAt);
    for (let turns = 0; awake && last && turns < 200; turns += 1) {
      const ringsAt = Math.min(...Object.values(state.timers).map(t => t.wallAt));
      if (ringsAt >= nextAt) break;
      state = foldBatch(state, [], rules, ringsAt, perWeek);
    }
    begin = end;
  }
  return [...foldBatch(state, [], rules, endAt, perWeek).alerts.values()];
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
