import type { Sql } from '../../db/statements.ts';
import { kinds, type Reading } from '../../domain/reading.ts';
import { AppError } from '../../errors.ts';
import { type History, type HistoryAsk, inHistoryOrder } from './history.ts';
import type { Influx } from './influx.ts';
import { readPoints } from './influx-readings.ts';
import { waitingOf } from './queue.ts';
import { readState } from './state.ts';
import { storedHistory } from './stored-readings.ts';

/** Up to where an answer that was cut at a number of readings is whole. */
const wholeUpTo = (readings: readonly Reading[], limit: number, to: number): number =>
  Math.min(
    to,
    ...[...Map.groupBy(readings, r => r.kind).values()]
      .filter(some => some.length >= limit)
      .map(some => Math.max(...some.map(r => r.measuredAt))),
  );

const isAfter = (r: Reading, after: HistoryAsk['after']): boolean =>
  after === undefined || inHistoryOrder(r, after) > 0;

/** What the time-series database has of a span, cut at whole milliseconds: its own order ends within one. */
const pointsOf = async (
  influx: Influx,
  patientId: string,
  { kind, from, to, after, atMost }: HistoryAsk,
): Promise<Reading[]> => {
  const asked = kind === undefined ? kinds : [kind];
  const found: Reading[] = [];
  const read = async (span: { from: number; to: number }, limit: number | null): Promise<Reading[]> =>
    (await readPoints(influx, [patientId], asked, span, limit)).map(one => one.reading);
  if (atMost === undefined) return (await read({ from, to }, null)).filter(r => isAfter(r, after));
  let start = Math.max(from, after?.measuredAt ?? from);
  while (start < to && found.length < atMost) {
    const some = await read({ from: start, to }, atMost);
    const whole = wholeUpTo(some, atMost, to);
    const cutAt = whole < to ? await read({ from: whole, to: whole + 1 }, null) : [];
    const taken = [...some.filter(r => r.measuredAt < whole), ...cutAt];
    found.push(...taken.filter(r => isAfter(r, after)));
    start = whole < to ? whole + 1 : to;
  }
  return found;
};

type Sources = {
  readonly stored: History;
  readonly waiting: (patientId: string) => Promise<ReadonlySet<string>>;
  readonly influx: Influx;
};

const merged = async (
  { stored, waiting, influx }: Sources,
  patientId: string,
  ask: HistoryAsk,
  prunedBefore: number,
): Promise<readonly Reading[]> => {
  // in this order: what leaves the queue meanwhile is as it should be in the time-series database by then
  const notThere = await waiting(patientId);
  const old = await pointsOf(influx, patientId, { ...ask, to: Math.min(ask.to, prunedBefore) });
  const found = new Map(old.filter(r => !notThere.has(r.id)).map(r => [r.id, r]));
  for (const reading of await stored.readings(patientId, ask)) found.set(reading.id, reading);
  return [...found.values()].sort(inHistoryOrder).slice(0, ask.atMost);
};

const keptElsewhere = (): AppError =>
  new AppError('not-ready', 'older readings are kept in InfluxDB alone, and INFLUX_URL is not set', {
    field: 'INFLUX_URL',
    remedy: 'set INFLUX_URL to the InfluxDB that the store was pruned into, or ask for younger ones only',
  });

export type HistoryDeps = {
  readonly sql: Sql;
  /** null: none is configured */
  readonly influx: Influx | null;
};

/**
 * The history of a store that may have been pruned: what was, is read from the time-series database, all else from the store
 * alone. What waits in the queue is as the store says.
 */
export const historyOf = ({ sql, influx }: HistoryDeps): History => {
  const [stored, waiting, stateOf] = [storedHistory(sql), waitingOf(sql), readState(sql)];
  const read = (patientId: string, ask: HistoryAsk, prunedBefore: number | null) => {
    if (prunedBefore === null || Math.max(ask.from, ask.after?.measuredAt ?? 0) >= prunedBefore)
      return stored.readings(patientId, ask);
    if (influx === null) throw keptElsewhere();
    return merged({ stored, waiting, influx }, patientId, ask, prunedBefore);
  };
  return {
    readings: async (patientId, ask) => {
      let prunedBefore = await stateOf('pruned-before');
      for (;;) {
        const found = await read(patientId, ask, prunedBefore);
        const now = await stateOf('pruned-before');
        // what was pruned while it was read may be missing
        if (now === prunedBefore) return found;
        prunedBefore = now;
      }
    },
  };
};
