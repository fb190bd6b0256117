import type { Episode } from '../../src/alerts/episode.ts';
import { inMeasuredOrder, type Reading } from '../../src/domain/reading.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { type Arrival, fold, type Unjudged } from '../../src/evaluation/fold.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { start } from '../rules/build.ts';

export const patient = {
  patientId: 'pat_1',
  timeZone: 'America/New_York',
  enrolledAt: start,
  expectedPerWeek: { 'blood-pressure': 7, glucose: 21, weight: 7 },
  dryWeightKg: null,
};

export type Judged = { readonly ruleId: string; readonly episode: Episode };

type State = { unjudged: Unjudged; alerts: Map<string, Judged> };

const emptyState = (): State => ({
  unjudged: {
    patient,
    limits: defaultLimits,
    before: [],
    unownedBefore: [],
    arrivals: [],
    episodes: new Map(),
    timers: {},
  },
  alerts: new Map(),
});

/** Folds one batch and carries the state over as the store does. */
const foldBatch = (state: State, arrivals: readonly Arrival[], rules: readonly Rule[], now: number): void => {
  const folded = fold({ ...state.unjudged, arrivals }, rules, now);
  for (const { rule, episode } of folded.changed) {
    const { everFiredAt, endedAt, severity, confirmed } = episode;
    const told = { fired: everFiredAt !== null, ended: endedAt !== null, severity, confirmed };
    const stored = { ...episode, firedAt: everFiredAt, changed: false, told };
    state.alerts.set(episode.id, { ruleId: rule.id, episode: stored });
  }
  const episodes = new Map<string, Episode[]>();
  for (const { ruleId, episode } of state.alerts.values()) {
    if (episode.endReason === 'superseded') continue;
    episodes.set(
      ruleId,
      [...(episodes.get(ruleId) ?? []), { ...episode }].sort((a, b) => a.startedAt - b.startedAt),
    );
  }
  const seen = (owned: boolean) => arrivals.filter(a => a.owned === owned).map(a => a.reading);
  state.unjudged = {
    ...state.unjudged,
    before: [...state.unjudged.before, ...seen(true)].sort(inMeasuredOrder),
    unownedBefore: [...state.unjudged.unownedBefore, ...seen(false)].sort(inMeasuredOrder),
    episodes,
    timers: folded.timers,
  };
};

/** Folds a stream in the batches that `cuts` make of it; the evaluator runs at the last receive time of each. */
export const foldInBatches = (
  arrivals: readonly Arrival[],
  cuts: readonly number[],
  rules: readonly Rule[],
  endAt: number,
): Judged[] => {
  const state = emptyState();
  const ends = [...new Set([...cuts, arrivals.length])].sort((a, b) => a - b);
  let begin = 0;
  for (const end of ends) {
    const batch = arrivals.slice(begin, end);
    const last = batch.at(-1);
    if (last) foldBatch(state, batch, rules, last.reading.receivedAt);
    begin = end;
  }
  foldBatch(state, [], rules, endAt);
  return [...state.alerts.values()];
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
