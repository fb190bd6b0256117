import type { Store } from '../../db/store.ts';
import { type Kind, kinds, type Reading } from '../../domain/reading.ts';
import { compare } from './compare.ts';
import { everything } from './history.ts';
import type { Influx } from './influx.ts';
import { readPoints } from './influx-readings.ts';
import { panelPages, patientReadings } from './panel-pages.ts';
import { waitingOf } from './queue.ts';
import { checksum } from './same-reading.ts';
import { readState } from './state.ts';

type Side = { readonly readings: number; readonly checksum: string };

/** A patient's readings of a kind and UTC month, which are not the same in both. */
export type Difference = {
  readonly patientId: string;
  readonly kind: Kind;
  readonly month: string;
  readonly stored: Side;
  readonly influx: Side;
  /** at most twenty of each */
  readonly missing: readonly string[];
  readonly different: readonly string[];
  readonly extra: readonly string[];
};

export type Verdict = {
  readonly ok: boolean;
  readonly patients: number;
  /** patient, kind and month */
  readonly compared: number;
  readonly stored: number;
  /** readings before which the store may lack what InfluxDB has */
  readonly prunedBefore: string | null;
  readonly influx: number;
  /** waited in the queue, and were not compared */
  readonly waiting: number;
  readonly differences: readonly Difference[];
  /** further ones, not named */
  readonly more: number;
};

export type VerifyDeps = {
  readonly store: Pick<Store, 'readerSql'>;
  readonly influx: Influx;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
};

const mostNamed = 1_000;
const mostIds = 20;
const looksAgain = 3;

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
const groupOf = (r: Reading): string => `${r.kind} ${monthOf(r.measuredAt)}`;
const sideOf = (readings: readonly Reading[]): Side => ({
  readings: readings.length,
  checksum: checksum(readings),
});
const idsOf = (readings: readonly Reading[]): string[] => readings.slice(0, mostIds).map(r => r.id);

type Both = { readonly stored: readonly Reading[]; readonly there: readonly Reading[] };

/** What the store can vouch for: before it was pruned, only what it still has. */
const comparable = ({ stored, there }: Both, prunedBefore: number | null): Both => {
  const ours = new Set(stored.map(r => r.id));
  return { stored, there: there.filter(r => r.measuredAt >= (prunedBefore ?? 0) || ours.has(r.id)) };
};

const differencesOf = (patientId: string, both: Both, prunedBefore: number | null) => {
  const stored = Map.groupBy(both.stored, groupOf);
  const there = Map.groupBy(both.there, groupOf);
  const groups = [...new Set([...stored.keys(), ...there.keys()])].sort();
  const differences = groups.flatMap((group): Difference[] => {
    const [mine, its] = [stored.get(group) ?? [], there.get(group) ?? []];
    const [kind, month] = group.split(' ') as [Kind, string];
    const sides = { stored: sideOf(mine), influx: sideOf(its) };
    if (sides.stored.readings === sides.influx.readings && sides.stored.checksum === sides.influx.checksum)
      return [];
    const { missing, different, extra } = compare(mine, its, prunedBefore);
    const named = { missing: idsOf(missing), different: idsOf(different), extra: idsOf(extra) };
    return [{ patientId, kind, month, ...sides, ...named }];
  });
  return { groups: groups.length, differences };
};

/** What waits is left out on both sides, also what came to wait while the two were read. */
const withoutWaiting = (both: Both, waiting: ReadonlySet<string>): Both => ({
  stored: both.stored.filter(r => !waiting.has(r.id)),
  there: both.there.filter(r => !waiting.has(r.id)),
});

const looking = ({ store: { readerSql: sql }, influx }: VerifyDeps) => {
  const [waitingFor, readings, stateOf] = [waitingOf(sql), patientReadings(sql), readState(sql)];
  const lookAgain = async (patientId: string): Promise<Both> => {
    const there = await readPoints(influx, [patientId], kinds, everything);
    return { stored: await readings(patientId), there: there.map(one => one.reading) };
  };
  return async (patientId: string, first: Both) => {
    const waiting = new Set(await waitingFor(patientId));
    const judged = async (both: Both) => {
      const prunedBefore = await stateOf('pruned-before');
      const left = withoutWaiting(comparable(both, prunedBefore), waiting);
      return { ...left, waiting, ...differencesOf(patientId, left, prunedBefore) };
    };
    let seen = await judged(first);
    // it may have changed between the two reads: only what still differs, and does not wait, is told
    for (let left = looksAgain; left > 0 && seen.differences.length > 0; left -= 1) {
      const again = await lookAgain(patientId);
      for (const id of await waitingFor(patientId)) waiting.add(id);
      seen = await judged(again);
    }
    return seen;
  };
};

/**
 * Compares the time-series database with the store by patient, kind and month, beside a service that runs. Only reads.
 * @throws AppError not-ready
 */
export const verifyHistory = async (deps: VerifyDeps): Promise<Verdict> => {
  const { store, influx, signal, onProgress } = deps;
  const look = looking(deps);
  const before = await readState(store.readerSql)('pruned-before');
  const of = Number(await store.readerSql.prepare<[], number>('SELECT count(*) FROM patient').pluck().get());
  const differences: Difference[] = [];
  let [patients, compared, stored, inInflux, waiting] = [0, 0, 0, 0, 0];
  for await (const { patientIds, readingsOf } of panelPages(store.readerSql)) {
    if (signal.aborted) break;
    const there = Map.groupBy(await readPoints(influx, patientIds, kinds, everything), one => one.patientId);
    for (const patientId of patientIds) {
      const its = (there.get(patientId) ?? []).map(one => one.reading);
      const seen = await look(patientId, { stored: readingsOf.get(patientId) ?? [], there: its });
      [compared, stored, inInflux] = [
        compared + seen.groups,
        stored + seen.stored.length,
        inInflux + its.length,
      ];
      waiting += seen.waiting.size;
      differences.push(...seen.differences);
    }
    patients += patientIds.length;
    onProgress(patients, of);
  }
  return {
    ok: differences.length === 0 && !signal.aborted,
    ...{ patients, compared, stored, influx: inInflux, waiting },
    prunedBefore: before === null ? null : new Date(before).toISOString(),
    differences: differences.slice(0, mostNamed),
    more: Math.max(0, differences.length - mostNamed),
  };
};
