import type { Clock } from '../../clock.ts';
import type { Store } from '../../db/store.ts';
import { type Cell, fromRow } from '../row.ts';
import { type BroughtUp, bringUp } from './bring-up.ts';
import type { Taken } from './in-hand.ts';
import type { Influx } from './influx.ts';
import type { OwnedReading } from './influx-readings.ts';
import { historyQueue } from './queue.ts';
import { readingCells } from './stored-readings.ts';
import { underLease } from './under-lease.ts';

/** so that one request is rarely more than its bound */
const atOnce = 2_500;

/** what is taken away or changed costs milliseconds each: so many at most, for a batch to end in seconds */
const mostGone = 300;

/** As many of the entries as one batch may hold, and the rest. */
const cut = (taken: Taken): readonly [Taken, Taken] => {
  let gone = 0;
  const end = taken.entries.findIndex(entry => {
    gone += entry.op === 'gone' ? 1 : 0;
    return gone > mostGone;
  });
  const at = end < 0 ? taken.entries.length : end;
  return [
    { ...taken, entries: taken.entries.slice(0, at) },
    { ...taken, entries: taken.entries.slice(at) },
  ];
};

export type Forwarded = BroughtUp & { readonly entries: number; readonly isMore: boolean };

/** Instants of the entries in hand; among others each is given, since whoever takes it over takes it from the queue too. */
const instants = {
  sqlite: 'SELECT DISTINCT patient_id, kind, measured_at FROM history_queue WHERE id BETWEEN ? AND ?',
  postgres: `SELECT DISTINCT patient_id, kind, measured_at
    FROM unnest(?::text[], ?::text[], ?::bigint[]) AS given(patient_id, kind, measured_at)`,
};

const instantsOf = ({ entries, lease }: Taken): unknown[] =>
  lease === null
    ? [entries[0]?.id ?? 0, entries.at(-1)?.id ?? -1]
    : [entries.map(e => e.patientId), entries.map(e => e.kind), entries.map(e => e.measuredAt)];

/** All readings at the instants of the entries in hand: one statement, each instant a range of the primary key. */
const besideEntries = ({ readerSql }: Pick<Store, 'readerSql'>) => {
  const select = readerSql
    .prepare<unknown[], Cell[]>(
      `SELECT r.patient_id, ${readingCells('r')}
       FROM (${instants[readerSql.dialect]}) q
       CROSS JOIN reading r
       WHERE r.patient_id = q.patient_id AND r.kind = q.kind AND r.measured_at = q.measured_at`,
    )
    .raw();
  return async (taken: Taken): Promise<OwnedReading[]> => {
    const rows = await select.all(...instantsOf(taken));
    return rows.map(([patientId, ...row]) => ({ patientId: String(patientId), reading: fromRow(row) }));
  };
};

export type Forward = () => Promise<Forwarded>;

export type ForwardDeps = {
  readonly store: Store;
  readonly influx: Influx;
  readonly clock: Pick<Clock, 'now'>;
  /** of this forwarder among those of other processes */
  readonly name: string;
};

/**
 * Forwards the next of what is queued. The queue forgets only what the time-series database has acknowledged, or refused
 * for good. @throws AppError not-ready: then all of it stays queued
 */
export const createForward = ({ store, influx, clock, name }: ForwardDeps): Forward => {
  const queue = historyQueue(store, name);
  const beside = besideEntries(store);
  return async () => {
    const now = clock.now();
    const [taken, rest] = cut(await queue.take(atOnce));
    const { entries, lease } = taken;
    if (entries.length === 0) return { written: 0, cleared: 0, refused: [], entries: 0, isMore: false };
    const renew = () => queue.renew(taken);
    const held = lease === null ? influx : underLease({ influx, clock, takenAt: now, renew });
    try {
      if (rest.entries.length > 0) await queue.release(rest);
      const done = await bringUp({ store, influx: held, now, load: () => beside(taken) }, entries);
      await queue.done(taken, done.refused, now);
      return {
        ...done,
        entries: entries.length,
        isMore: rest.entries.length > 0 || entries.length === atOnce,
      };
    } catch (error) {
      await queue.release(taken).catch(() => undefined);
      throw error;
    }
  };
};
