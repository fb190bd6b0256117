import { dayMs } from '../../domain/local-day.ts';
import type { Influx } from './influx.ts';
import { clearPlaces, type OwnedReading, readPlaces } from './influx-readings.ts';
import { type Change, type Plan, placeOf, planOf, type ReadingKey } from './plan.ts';
import { rolledBackDays } from './prepare-influx.ts';
import type { Refused } from './queue.ts';
import { type ChangedDay, renewDays } from './renew-days.ts';
import { writePoints } from './write-points.ts';

export type BringUpDeps = {
  readonly influx: Influx;
  readonly now: number;
  /** readings measured before may be kept in the time-series database alone; null: none is */
  readonly prunedBefore: number | null;
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

/** Readings that are not what they were. */
const changedBetween = (
  before: readonly OwnedReading[],
  after: readonly OwnedReading[],
): readonly Change[] => {
  const then = new Map(before.map(one => [idOf(one), one]));
  const now = new Map(after.map(one => [idOf(one), one]));
  return [...new Map([...then, ...now])].flatMap(([id, one]) => {
    const [a, b] = [then.get(id), now.get(id)];
    return a && b && textOf(a) === textOf(b) ? [] : [{ ...keyOf(one), op: 'gone' as const }];
  });
};

/** Pruned readings that share a place with one that changes: only the time-series database knows them. */
const prunedBeside = async (
  { influx, prunedBefore }: BringUpDeps,
  changes: readonly Change[],
  stored: readonly OwnedReading[],
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
  let stored = await deps.load();
  let left = changes;
  let total: BroughtUp = { written: 0, cleared: 0, refused: [] };
  while (left.length > 0) {
    const beside = await prunedBeside(deps, left, stored);
    total = thenDone(total, left, await carryOut(deps, left, planOf(left, [...stored, ...beside])));
    const now = await deps.load();
    left = changedBetween(stored, now);
    stored = now;
  }
  return total;
};
