import type { Store } from '../../db/store.ts';
import { dayMs } from '../../domain/local-day.ts';
import type { Influx } from './influx.ts';
import { clearPlaces, type OwnedReading, readPlaces } from './influx-readings.ts';
import { type Change, type Plan, placeOf, planOf, type ReadingKey } from './plan.ts';
import { rolledBackDays } from './prepare-influx.ts';
import type { Refused } from './queue.ts';
import { type ChangedDay, renewDays } from './renew-days.ts';
import { readState } from './state.ts';
import { takenAway } from './taken-away.ts';
import { writePoints } from './write-points.ts';

export type BringUpDeps = {
  readonly store: Pick<Store, 'readerSql'>;
  readonly influx: Influx;
  readonly now: number;
  /** all readings that are stored at the instants of the changes, as of now */
  readonly load: () => Promise<readonly OwnedReading[]>;
};

export type BroughtUp = {
  readonly written: number;
  readonly cleared: number;
  readonly refused: readonly Refused[];
};

const idOf = ({ patientId, reading: { kind, measuredAt, id } }: OwnedReading): string =>
  `${patientId} ${kind} ${measuredAt} ${id}`;

const keyOf = ({ patientId, reading: { kind, measuredAt, id } }: OwnedReading): ReadingKey => ({
  ...{ patientId, kind, measuredAt },
  readingId: id,
});

/** Of a reading read from the store: the same text as long as its row is the same. */
const textOf = ({ reading }: OwnedReading): string => JSON.stringify(reading);

type Changed = { readonly other: readonly Change[]; readonly vanished: readonly Change[] };

/** Readings that are not what they were, and those that are no more. */
const changedBetween = (before: readonly OwnedReading[], after: readonly OwnedReading[]): Changed => {
  const then = new Map(before.map(one => [idOf(one), textOf(one)]));
  const now = new Set(after.map(idOf));
  const gone = (one: OwnedReading): Change => ({ ...keyOf(one), op: 'gone' });
  return {
    other: after.filter(one => then.get(idOf(one)) !== textOf(one)).map(gone),
    vanished: before.filter(one => !now.has(idOf(one))).map(gone),
  };
};

/** `prunedBefore`, asked for after them: what was measured before may be kept in the time-series database alone. */
type Loaded = { readonly stored: readonly OwnedReading[]; readonly prunedBefore: number | null };

/** Pruned readings that share a place with one that changes: only the time-series database knows them. */
const prunedBeside = async (
  { influx }: BringUpDeps,
  changes: readonly Change[],
  { stored, prunedBefore }: Loaded,
): Promise<readonly OwnedReading[]> => {
  const old = changes.filter(c => prunedBefore !== null && c.measuredAt < prunedBefore);
  if (old.length === 0) return [];
  const ours = new Set([...changes.map(c => c.readingId), ...stored.map(one => one.reading.id)]);
  const found = await readPlaces(influx, old.map(placeOf));
  return found.filter(one => !ours.has(one.reading.id));
};

/** Days that the database's own continuous queries no longer look back to, with a day to spare. */
const oldDays = (changes: readonly Change[], { clear }: Plan, now: number): ChangedDay[] => {
  const newest = Math.floor(now / dayMs) - rolledBackDays + 1;
  const days = new Map<string, ChangedDay>();
  const add = (emptied: boolean, { patientId, kind, measuredAt }: Omit<ReadingKey, 'readingId'>): void => {
    const day = Math.floor(measuredAt / dayMs);
    const key = `${kind} ${day} ${patientId}`;
    if (emptied || (day < newest && !days.has(key))) days.set(key, { patientId, kind, day, emptied });
  };
  for (const change of changes) add(false, change);
  for (const place of clear) add(true, place);
  return [...days.values()];
};

const carryOut = async (deps: BringUpDeps, changes: readonly Change[], plan: Plan): Promise<BroughtUp> => {
  const { influx, now } = deps;
  await clearPlaces(influx, plan.clear);
  const refused = await writePoints(influx, plan.points);
  await renewDays(influx, oldDays(changes, plan, now));
  return { written: plan.points.length - refused.length, cleared: plan.clear.length, refused };
};

/** Of what was done again, the later outcome counts. */
const thenDone = (before: BroughtUp, again: readonly Change[], then: BroughtUp): BroughtUp => {
  const redone = new Set(again.map(change => change.readingId));
  return {
    written: before.written + then.written,
    cleared: before.cleared + then.cleared,
    refused: [...before.refused.filter(one => !redone.has(one.readingId)), ...then.refused],
  };
};

/**
 * Makes the time-series database say of some readings what is stored, whatever it said before; again wherever they changed
 * meanwhile, so that nothing older overwrites what another process wrote. @throws AppError not-ready: then some may be done
 */
export const bringUp = async (deps: BringUpDeps, changes: readonly Change[]): Promise<BroughtUp> => {
  const stateOf = readState(deps.store.readerSql);
  const followed = takenAway(deps.store.readerSql);
  const load = async (): Promise<Loaded> => ({
    stored: await deps.load(),
    prunedBefore: await stateOf('pruned-before'),
  });
  let loaded = await load();
  let left = changes;
  let total: BroughtUp = { written: 0, cleared: 0, refused: [] };
  while (left.length > 0) {
    const beside = await prunedBeside(deps, left, loaded);
    total = thenDone(total, left, await carryOut(deps, left, planOf(left, [...loaded.stored, ...beside])));
    const now = await load();
    const { other, vanished } = changedBetween(loaded.stored, now.stored);
    left = [...other, ...(await followed(vanished, now.prunedBefore))];
    loaded = now;
  }
  return total;
};
