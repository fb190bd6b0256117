import type { Clock } from '../../clock.ts';
import type { Store } from '../../db/store.ts';
import { dayMs, hourMs } from '../../domain/local-day.ts';
import { kinds, type Reading } from '../../domain/reading.ts';
import { errorFields, type Log } from '../../log.ts';
import type { Metrics } from '../../metrics.ts';
import { compare } from './compare.ts';
import type { Influx } from './influx.ts';
import { readPoints } from './influx-readings.ts';
import { type PanelPage, panelPages } from './panel-pages.ts';
import { readState, stateWrites, withoutQueueing } from './state.ts';

export type HotWindowDeps = {
  readonly store: Store;
  readonly influx: Influx;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** older readings are left to the time-series database */
  readonly hotDays: number;
};

/** A message without a time of its own is known again by its reading for up to 60 days. */
const knownAgainMs = 62 * dayMs;

/** Whom nothing is pruned of, and how many readings were. */
export type Pruned = { readonly pruned: number; readonly kept: number; readonly patients: number };

/** The last good reading of each kind stays, however old: it says when something was last heard. */
const prunable = (readings: readonly Reading[], cutoff: number, now: number): Reading[] => {
  const lastGood = new Set(
    kinds.map(kind => readings.filter(r => r.kind === kind && r.suspect === null).at(-1)?.id),
  );
  return readings.filter(
    r =>
      r.measuredAt < cutoff &&
      r.suspect === null &&
      !lastGood.has(r.id) &&
      (r.flags.length === 0 || r.measuredAt < now - knownAgainMs),
  );
};

/** Nothing of the patient comes in meanwhile: it could be forwarded as if the reading beside it were gone. */
const holding = (sql: Store['sql']) => {
  if (sql.dialect === 'sqlite') return async () => {};
  const hold = sql.prepare('SELECT 1 FROM due WHERE patient_id = ? FOR UPDATE');
  return (patientId: string) => hold.get(patientId);
};

const removing = ({ sql }: Pick<Store, 'sql'>) => {
  const hold = holding(sql);
  const waits = sql.prepare('SELECT 1 FROM history_queue WHERE patient_id = ? LIMIT 1');
  // only as it was compared: what was changed since has another arrival
  const remove = sql.prepare(
    'DELETE FROM reading WHERE patient_id = ? AND kind = ? AND measured_at = ? AND id = ? AND arrival = ?',
  );
  const { raise } = stateWrites(sql);
  const quietly = withoutQueueing(sql);
  return async (patientId: string, readings: readonly Reading[], cutoff: number, at: number) => {
    await hold(patientId);
    if ((await waits.get(patientId)) !== undefined) return null;
    await raise('pruned-before', cutoff, 0);
    return quietly(at, async () => {
      let removed = 0;
      for (const r of readings) removed += await remove.run(patientId, r.kind, r.measuredAt, r.id, r.arrival);
      return removed;
    });
  };
};

const pruneOf = (deps: HotWindowDeps) => {
  const { store, influx } = deps;
  const remove = removing(store);
  return async ({ patientIds, readingsOf }: PanelPage, cutoff: number, now: number): Promise<Pruned> => {
    const wanted = new Map<string, Reading[]>();
    for (const patientId of patientIds) {
      const old = prunable(readingsOf.get(patientId) ?? [], cutoff, now);
      if (old.length > 0) wanted.set(patientId, old);
    }
    const measured = [...wanted.values()].flat().map(r => r.measuredAt);
    const span = { from: Math.min(...measured), to: Math.max(...measured) + 1 };
    const there = Map.groupBy(
      wanted.size === 0 ? [] : await readPoints(influx, [...wanted.keys()], kinds, span),
      one => one.patientId,
    );
    let [pruned, kept, patients] = [0, 0, 0];
    for (const [patientId, readings] of wanted) {
      const found = (there.get(patientId) ?? []).map(one => one.reading);
      const { missing, different } = compare(readings, found, cutoff);
      const removed =
        missing.length + different.length > 0
          ? null
          : await store.writeShared(() => remove(patientId, readings, cutoff, now));
      if (removed === null) [kept, patients] = [kept + readings.length, patients + 1];
      else pruned += removed;
    }
    return { pruned, kept, patients };
  };
};

/**
 * Removes from the store the readings older than the hot window that the time-series database gave back exactly as they are
 * stored. A patient of whom anything waits, is missing there or differs keeps all. @throws AppError not-ready
 */
export const pruneOnce = async (deps: HotWindowDeps, signal?: AbortSignal): Promise<Pruned> => {
  const { store, clock, hotDays } = deps;
  const now = clock.now();
  const cutoff = (Math.floor(now / dayMs) - hotDays) * dayMs;
  const prune = pruneOf(deps);
  let total: Pruned = { pruned: 0, kept: 0, patients: 0 };
  for await (const page of panelPages(store.readerSql, { before: cutoff })) {
    const { pruned, kept, patients } = await prune(page, cutoff, now);
    total = { pruned: total.pruned + pruned, kept: total.kept + kept, patients: total.patients + patients };
    if (signal?.aborted) break;
    await new Promise(setImmediate);
  }
  return total;
};

const askEveryMs = hourMs;
/** a little less than a day, so that it does not move on by an hour each day */
const runEveryMs = 23 * hourMs;

export type HotWindow = {
  /** Resolves once what is in hand is done. */
  readonly idle: () => Promise<void>;
  /** Lets the page in hand finish, and stops. */
  readonly stop: () => Promise<void>;
};

/** Prunes once a day, in whichever process takes the turn. */
export const keepHotWindow = (deps: HotWindowDeps): HotWindow => {
  const { store, clock, log, metrics } = deps;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let cancel = () => {};
  const turn = (): Promise<boolean> =>
    store.writeShared(() => stateWrites(store.sql).raise('prune-run', clock.now(), runEveryMs));
  const run = async (): Promise<void> => {
    if (!(await turn())) return;
    const done = await pruneOnce(deps, stopping.signal);
    metrics.count('vigil_history_pruned_total', undefined, done.pruned);
    log.info('history-pruned', done);
  };
  const again = (ms: number): void => {
    if (stopping.signal.aborted) return;
    cancel = clock.after(ms, () => {
      running = run()
        .catch(error => log.warn('history-not-pruned', errorFields(error)))
        .then(() => again(askEveryMs));
    });
  };
  again(60_000);
  return {
    idle: () => running,
    stop: () => {
      stopping.abort();
      cancel();
      return running;
    },
  };
};

/** Before when readings may be kept in the time-series database alone; null: none is. */
export const prunedBefore = (store: Pick<Store, 'readerSql'>): Promise<number | null> =>
  readState(store.readerSql)('pruned-before');
