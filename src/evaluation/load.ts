import type BetterSqlite3 from 'better-sqlite3';
import { loadEpisodes } from '../alerts/store.ts';
import { inMeasuredOrder, type Reading } from '../domain/reading.ts';
import { readingReads } from '../readings/store.ts';
import type { Directory, PatientEntry } from '../roster/directory.ts';
import { lookBackMs } from '../rules/window.ts';
import type { Unjudged } from './fold.ts';
import type { Setbacks, Timers } from './timer.ts';

/** Arrivals of one patient judged in one transaction; the rest stay due. */
const arrivalsAtOnce = 100;

export type Loaded = {
  readonly patientId: string;
  readonly entry: PatientEntry;
  /** the last arrival included; what comes later stays due */
  readonly generation: number;
  readonly unjudged: Unjudged;
  /** how far time may pass: not beyond an arrival that this batch leaves for the next */
  readonly until: number;
};

type DueRow = [
  generation: number,
  judgedGeneration: number,
  earliestAt: number | null,
  timers: string,
  setbacks: string,
];

/** Loads a due patient: one window of readings and the alerts that may change, whatever the length of the history. */
export type LoadUnjudged = (patientId: string, now: number) => Loaded | null;

const isBefore =
  (generation: number) =>
  (reading: Reading): boolean =>
    reading.arrival <= generation;

export const loadUnjudged = (sqlite: BetterSqlite3.Database, directory: Directory): LoadUnjudged => {
  const dueRow = sqlite
    .prepare<[string], DueRow>(
      'SELECT generation, judged_generation, earliest_at, timers, setbacks FROM due WHERE patient_id = ?',
    )
    .raw();
  const readings = readingReads(sqlite);
  const episodes = loadEpisodes(sqlite);
  return (patientId, now) => {
    const row = dueRow.get(patientId);
    const entry = directory.patient(patientId, now);
    if (!row || !entry) return null;
    const [marked, judgedArrival, earliestAt, timersText, setbacksText] = row;
    const timers = JSON.parse(timersText) as Timers;
    const setbacks = JSON.parse(setbacksText) as Setbacks;
    const broken = Object.values(setbacks);
    const instants = [...Object.values(timers).map(t => t.at), ...broken.map(b => b.earliestAt)];
    const firstInstant = Math.min(earliestAt ?? now, now, ...instants);
    const owned = readings.since(patientId, firstInstant - lookBackMs);
    const unowned = readings.unownedSince(patientId, firstInstant - lookBackMs);
    const wasJudged = isBefore(Math.min(judgedArrival, ...broken.map(b => b.arrival)));
    const arrivals = [
      ...owned.filter(r => !wasJudged(r)).map(reading => ({ reading, owned: true })),
      ...unowned.filter(r => !wasJudged(r)).map(reading => ({ reading, owned: false })),
    ].sort((a, b) => a.reading.arrival - b.reading.arrival);
    const firstNew = arrivals.findIndex(a => a.reading.arrival > judgedArrival);
    const later = firstNew < 0 ? [] : arrivals.splice(firstNew + arrivalsAtOnce);
    const generation = later.length > 0 ? (arrivals.at(-1)?.reading.arrival ?? marked) : marked;
    const unjudged: Unjudged = {
      patient: entry.context,
      limits: entry.limits,
      before: owned.filter(wasJudged),
      unownedBefore: unowned.filter(wasJudged).sort(inMeasuredOrder),
      arrivals,
      episodes: episodes(patientId, firstInstant),
      timers,
      setbacks,
      judgedArrival,
    };
    const until = Math.min(now, later[0]?.reading.receivedAt ?? now);
    return { patientId, entry, generation, unjudged, until };
  };
};
