import type { Sql } from '../db/statements.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Reading } from '../domain/reading.ts';
import { everything, type History } from '../readings/history/history.ts';
import { readingReads } from '../readings/store.ts';
import { daysBack } from './days.ts';
import type { Step } from './driver-intake.ts';

/** A patient's stored readings as a stream. */
export type Past = {
  /** good ones known when the replay starts, in measured order */
  readonly before: readonly Reading[];
  /** in order of arrival */
  readonly steps: readonly Step[];
  /** those that came from `countedFrom` on, and those of them imported as history */
  readonly readings: number;
  readonly historyReadings: number;
  /** null without any */
  readonly firstAt: number | null;
};

export type PastSpan = { readonly startAt: number; readonly countedFrom: number; readonly endAt: number };
export type LoadPast = (patientId: string, span: PastSpan) => Promise<Past>;

type Came = { readonly reading: Reading; readonly owned: boolean; readonly at: number };

/** History is replayed as if each reading had come when it was measured. */
const cameAt = ({ mode, measuredAt, receivedAt }: Reading): number =>
  mode === 'history' ? measuredAt : Math.max(measuredAt, receivedAt);

const inOrderOfArrival = (a: Came, b: Came): number => a.at - b.at || a.reading.arrival - b.reading.arrival;

/** Reads what a replay of a span needs of one patient; readings are what people have made of them since. */
export const loadPast = (sql: Sql, history: History): LoadPast => {
  const reads = readingReads(sql);
  return async (patientId, { startAt, countedFrom, endAt }) => {
    const from = startAt - (daysBack + 1) * dayMs;
    const came = (readings: readonly Reading[], owned: boolean): Came[] =>
      readings
        .filter(r => r.measuredAt >= from)
        .map(reading => ({ reading, owned, at: cameAt(reading) }))
        .filter(({ at }) => at <= endAt);
    const all = [
      ...came(await history.readings(patientId, { from, to: everything.to }), true),
      ...came(await reads.unownedSince(patientId, from), false),
    ];
    const known = all.filter(c => c.at <= startAt);
    const news = all.filter(c => c.at > startAt).sort(inOrderOfArrival);
    const counted = news.filter(c => c.at >= countedFrom);
    return {
      // judged before: none of them is a turn
      before: known
        .filter(c => c.owned && c.reading.suspect === null)
        .map(({ reading }) => ({ ...reading, arrival: 0 })),
      steps: news.map(({ reading, owned, at }, index) => ({
        is: 'turn',
        at,
        turn: { reading: { ...reading, mode: 'live', receivedAt: at, arrival: index + 1 }, owned },
      })),
      readings: counted.length,
      historyReadings: counted.filter(c => c.reading.mode === 'history').length,
      firstAt: all.length === 0 ? null : Math.min(...all.map(c => c.reading.measuredAt)),
    };
  };
};
