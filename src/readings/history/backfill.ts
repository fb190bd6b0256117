import type { Store } from '../../db/store.ts';
import { dayMs } from '../../domain/local-day.ts';
import { kinds, type Reading } from '../../domain/reading.ts';
import { AppError } from '../../errors.ts';
import { type BroughtUp, bringUp } from './bring-up.ts';
import { compare } from './compare.ts';
import { everything } from './history.ts';
import { type Influx, literal, quoted, rawPolicy } from './influx.ts';
import { type OwnedReading, readPoints } from './influx-readings.ts';
import { type PanelPage, panelPages, patientReadings } from './panel-pages.ts';
import type { Change } from './plan.ts';
import { prepareInflux } from './prepare-influx.ts';
import { readState } from './state.ts';

export type BackfillDeps = {
  readonly store: Pick<Store, 'readerSql'>;
  readonly influx: Influx;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
};

export type Backfilled = {
  readonly patients: number;
  /** done by an earlier run, which this one went on from */
  readonly before: number;
  readonly readings: number;
  readonly written: number;
  /** points of readings that were changed or taken away */
  readonly cleared: number;
  readonly refused: number;
  readonly finished: boolean;
};

const mark = 'vigil_backfill';

/**
 * How far it came is kept where it was filled in: whoever loses the database loses that too. It counts for the queue that
 * was kept then: after a time without one, everything is gone through again.
 */
const progressIn = (influx: Influx, queuedSince: number) => {
  const table = [influx.database, rawPolicy, mark].map(quoted).join('.');
  return {
    read: async (): Promise<string> => {
      const [series = []] = await influx.ask([
        `SELECT "patient" FROM ${table} WHERE "queue" = ${literal(String(queuedSince))}`,
      ]);
      return String(series[0]?.values[0]?.[1] ?? '');
    },
    write: async (patient: string): Promise<void> => {
      const tags = { queue: String(queuedSince) };
      await influx.write([{ measurement: mark, tags, fields: { patient }, timestamp: `${dayMs}000000` }]);
    },
  };
};

const kept = (a: BroughtUp, b: BroughtUp): BroughtUp => ({
  written: a.written + b.written,
  cleared: a.cleared + b.cleared,
  refused: [...a.refused, ...b.refused],
});

const changesOf = (
  patientId: string,
  stored: readonly Reading[],
  there: readonly Reading[],
  prunedBefore: number | null,
): Change[] => {
  const { missing, different, extra } = compare(stored, there, prunedBefore);
  const as = (op: Change['op']) => (r: Reading) => ({
    ...{ patientId, kind: r.kind, measuredAt: r.measuredAt },
    ...{ readingId: r.id, op },
  });
  return [...missing.map(as('put')), ...different.map(as('gone')), ...extra.map(as('gone'))];
};

const fillPage = async (
  { store, influx, now }: BackfillDeps,
  { patientIds, readingsOf }: PanelPage,
): Promise<BroughtUp> => {
  const prunedBefore = await readState(store.readerSql)('pruned-before');
  const found = await readPoints(influx, patientIds, kinds, everything);
  const there = Map.groupBy(found, one => one.patientId);
  const changes = patientIds.flatMap(id =>
    changesOf(
      id,
      readingsOf.get(id) ?? [],
      (there.get(id) ?? []).map(one => one.reading),
      prunedBefore,
    ),
  );
  const readings = patientReadings(store.readerSql);
  const changed = [...new Set(changes.map(c => c.patientId))];
  const load = async (): Promise<OwnedReading[]> => {
    const all: OwnedReading[] = [];
    for (const patientId of changed)
      for (const reading of await readings(patientId)) all.push({ patientId, reading });
    return all;
  };
  return bringUp({ store, influx, now: now(), load }, changes);
};

const requireQueue = async ({ store }: BackfillDeps): Promise<number> => {
  const since = await readState(store.readerSql)('queued-since');
  if (since !== null) return since;
  throw new AppError('not-allowed-now', 'the service does not forward readings yet', {
    field: 'INFLUX_URL',
    remedy: 'start the service once with INFLUX_URL, so that nothing that comes meanwhile is missed',
  });
};

/**
 * Brings the time-series database up to everything that is stored, beside a service that runs: writes what lacks, mends
 * what differs, takes away what is no more. Broken off, it goes on where it was. @throws AppError not-ready, not-allowed-now
 */
export const backfill = async (deps: BackfillDeps): Promise<Backfilled> => {
  const { store, influx, signal, onProgress } = deps;
  const progress = progressIn(influx, await requireQueue(deps));
  await prepareInflux(influx);
  const count = (where: string, after: string) =>
    store.readerSql
      .prepare<[string], number>(`SELECT count(*) FROM patient WHERE ${where}`)
      .pluck()
      .get(after);
  const start = await progress.read();
  const before = Number(await count('id <= ?', start));
  const of = before + Number(await count('id > ?', start));
  let [patients, readings] = [0, 0];
  let total: BroughtUp = { written: 0, cleared: 0, refused: [] };
  for await (const page of panelPages(store.readerSql, { after: start })) {
    if (signal.aborted) break;
    total = kept(total, await fillPage(deps, page));
    await progress.write(page.patientIds.at(-1) ?? '');
    patients += page.patientIds.length;
    for (const some of page.readingsOf.values()) readings += some.length;
    onProgress(before + patients, of);
  }
  const { written, cleared, refused } = total;
  const finished = !signal.aborted;
  return { patients, before, readings, written, cleared, refused: refused.length, finished };
};
