import { loadEpisodes } from '../alerts/store.ts';
import type { Sql } from '../db/statements.ts';
import type { Reading } from '../domain/reading.ts';
import { retractionsAfter } from '../readings/retractions.ts';
import { loadRollups } from '../readings/rollup-store.ts';
import { readingReads } from '../readings/store.ts';
import type { Directory, PatientEntry } from '../roster/directory.ts';
import { lookBackMs } from '../rules/window.ts';
import { daysBack, firstWholeDay } from './days.ts';
import type { Unjudged } from './fold.ts';
import { beginningsOf, withDecisions } from './stream.ts';
import type { Setbacks, Timers } from './timer.ts';
import { arrivalOf, knownAt } from './turn.ts';

/** Arrivals of one patient judged in one transaction; the rest stay due. */
const arrivalsAtOnce = 100;

/** A patient's due row: `timers` and `setbacks` as they are written there. */
export type DueSeen = {
  readonly generation: number;
  readonly judgedGeneration: number;
  readonly timers: string;
  readonly setbacks: string;
};

export type Loaded = {
  readonly patientId: string;
  readonly entry: PatientEntry;
  readonly seen: DueSeen;
  /** the last arrival included; what comes later stays due */
  readonly generation: number;
  /** good and suspect readings of the window as they are stored now */
  readonly owned: readonly Reading[];
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
export type LoadUnjudged = (patientId: string, now: number) => Promise<Loaded | null>;

export const loadUnjudged = (sql: Sql, directory: Pick<Directory, 'patient'>): LoadUnjudged => {
  const dueRow = sql
    .prepare<[string], DueRow>(
      'SELECT generation, judged_generation, earliest_at, timers, setbacks FROM due WHERE patient_id = ?',
      { types: ['text'] },
    )
    .raw();
  const readings = readingReads(sql);
  const retractions = retractionsAfter(sql);
  const episodes = loadEpisodes(sql);
  const rollups = loadRollups(sql);
  return async (patientId, now) => {
    const row = await dueRow.get(patientId);
    const entry = directory.patient(patientId, now);
    if (!row || !entry) return null;
    const [marked, judgedArrival, earliestAt, timersText, setbacksText] = row;
    const timers = JSON.parse(timersText) as Timers;
    const setbacks = JSON.parse(setbacksText) as Setbacks;
    const broken = Object.values(setbacks);
    const instants = [...Object.values(timers).map(t => t.at), ...broken.map(b => b.earliestAt)];
    const firstInstant = Math.min(earliestAt ?? now, now, ...instants);
    const judgedByAll = Math.min(judgedArrival, ...broken.map(b => b.arrival));
    const [standing, decisions] = await Promise.all([
      episodes(patientId, firstInstant),
      retractions(patientId, judgedByAll),
    ]);
    const from = Math.min(firstInstant, ...beginningsOf(standing, decisions)) - lookBackMs;
    const firstWhole = firstWholeDay(from, entry.context.timeZone);
    const [owned, unowned, days] = await Promise.all([
      readings.since(patientId, from),
      readings.unownedSince(patientId, from),
      rollups(patientId, firstWhole - daysBack, firstWhole),
    ]);
    const { before, unownedBefore, turns } = withDecisions({ owned, unowned }, decisions, judgedByAll);
    const firstNew = turns.findIndex(turn => arrivalOf(turn) > judgedArrival);
    const later = firstNew < 0 ? [] : turns.splice(firstNew + arrivalsAtOnce);
    const [last, next] = [turns.at(-1), later[0]];
    const generation = next && last ? arrivalOf(last) : marked;
    const unjudged: Unjudged = {
      patient: entry.context,
      timeline: entry.timeline,
      fromAt: from,
      storedDays: () => days,
      before,
      unownedBefore,
      arrivals: turns,
      episodes: standing,
      timers,
      setbacks,
      judgedArrival,
    };
    const until = next ? Math.min(now, knownAt(next)) : now;
    const seen = {
      generation: marked,
      judgedGeneration: judgedArrival,
      timers: timersText,
      setbacks: setbacksText,
    };
    return { patientId, entry, seen, generation, owned, unjudged, until };
  };
};
