import type { QueueOp } from '../../db/tables/history.ts';
import type { Kind } from '../../domain/reading.ts';
import type { OwnedReading, Place } from './influx-readings.ts';
import { nanosecondOf, type Point, pointOf } from './point.ts';

/** Which reading. */
export type ReadingKey = {
  readonly patientId: string;
  readonly kind: Kind;
  readonly measuredAt: number;
  readonly readingId: string;
};

export type Change = ReadingKey & { readonly op: QueueOp };

/** What brings the time-series database up to what is stored. */
export type Plan = {
  readonly clear: readonly Place[];
  readonly points: readonly { readonly key: ReadingKey; readonly point: Point }[];
};

/** Readings of one patient, kind and millisecond. */
const instantKey = (patientId: string, kind: Kind, measuredAt: number): string =>
  `${kind} ${measuredAt} ${patientId}`;

export const placeOf = ({ patientId, kind, measuredAt, readingId }: ReadingKey): Place => ({
  ...{ patientId, kind, measuredAt },
  nanosecond: nanosecondOf(readingId),
});

const placeKey = (place: Place): string =>
  `${place.nanosecond} ${instantKey(place.patientId, place.kind, place.measuredAt)}`;

type Touched = { readonly place: Place; gone: boolean };

const touchedBy = (changes: readonly Change[]): ReadonlyMap<string, Touched> => {
  const touched = new Map<string, Touched>();
  for (const change of changes) {
    const place = placeOf(change);
    const key = placeKey(place);
    const known = touched.get(key) ?? { place, gone: false };
    if (change.op === 'gone') known.gone = true;
    touched.set(key, known);
  }
  return touched;
};

/**
 * A place is cleared before it is written where a reading left it or changed, or where several share it: those then stand
 * side by side, each under its own tag. `stored` are all readings of the instants concerned. Pure.
 */
export const planOf = (changes: readonly Change[], stored: readonly OwnedReading[]): Plan => {
  const at = Map.groupBy(stored, ({ patientId, reading: { kind, measuredAt, id } }) =>
    placeKey(placeOf({ patientId, kind, measuredAt, readingId: id })),
  );
  const clear: Place[] = [];
  const points: { key: ReadingKey; point: Point }[] = [];
  for (const [key, { place, gone }] of touchedBy(changes)) {
    const here = new Map((at.get(key) ?? []).map(one => [one.reading.id, one]));
    const shared = here.size > 1;
    if (gone || shared) clear.push(place);
    const { patientId, kind, measuredAt } = place;
    for (const { reading } of here.values())
      points.push({
        key: { patientId, kind, measuredAt, readingId: reading.id },
        point: pointOf(patientId, reading, shared),
      });
  }
  return { clear, points };
};
