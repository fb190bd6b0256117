import { type Kind, kinds, type Reading } from '../../domain/reading.ts';
import { type Influx, literal, type Series } from './influx.ts';
import { measurements, type ReadPoint, readingOf, timestampOf } from './point.ts';
import { rawOf } from './prepare-influx.ts';

/** A reading, and whose it is. */
export type OwnedReading = { readonly patientId: string; readonly reading: Reading };

/** Where a point stands: all points of a patient and kind at one nanosecond. */
export type Place = {
  readonly patientId: string;
  readonly kind: Kind;
  readonly measuredAt: number;
  readonly nanosecond: number;
};

type Span = { readonly from: number; readonly to: number };

const kindNamed = new Map(kinds.map(kind => [measurements[kind], kind]));

const pointsOf = ({ columns, values }: Series): ReadPoint[] =>
  values.map(row => Object.fromEntries(columns.map((column, i) => [column, row[i]])));

const ownedOf = (series: Series): OwnedReading[] => {
  const kind = kindNamed.get(series.name);
  if (kind === undefined) return [];
  return pointsOf(series).map(point => ({
    patientId: String(point.patient),
    reading: readingOf(kind, point),
  }));
};

const inMs = (at: number): string => `${Math.max(0, Math.min(at, 9_223_372_036_854))}ms`;

export const within = ({ from, to }: Span): string => ` AND time >= ${inMs(from)} AND time < ${inMs(to)}`;

export const ofPatients = (patientIds: readonly string[]): string =>
  `(${patientIds.map(id => `"patient" = ${literal(id)}`).join(' OR ')})`;

/** Readings of some patients measured in [from, to), as the time-series database has them; of each kind the first `limit`. */
export const readPoints = async (
  influx: Influx,
  patientIds: readonly string[],
  asked: readonly Kind[],
  span: Span,
  limit: number | null = null,
): Promise<OwnedReading[]> => {
  if (patientIds.length === 0 || span.from >= span.to) return [];
  const from = asked.map(kind => rawOf(influx.database, kind)).join(', ');
  const most = limit === null ? '' : ` LIMIT ${limit}`;
  const statement = `SELECT * FROM ${from} WHERE ${ofPatients(patientIds)}${within(span)}${most}`;
  const [series = []] = await influx.ask([statement]);
  return series.flatMap(ownedOf);
};

const statementsAtOnce = 200;

/** Asks many small statements, some at a time; the series of all of them. */
export const askInParts = async (influx: Influx, statements: readonly string[]): Promise<Series[]> => {
  const found: Series[] = [];
  for (let i = 0; i < statements.length; i += statementsAtOnce)
    found.push(...(await influx.ask(statements.slice(i, i + statementsAtOnce))).flat());
  return found;
};

const at = ({ patientId, measuredAt, nanosecond }: Place): string =>
  `WHERE "patient" = ${literal(patientId)} AND time = ${timestampOf(measuredAt, nanosecond)}`;

/** What stands at some places. */
export const readPlaces = async (influx: Influx, places: readonly Place[]): Promise<OwnedReading[]> => {
  const statements = places.map(place => `SELECT * FROM ${rawOf(influx.database, place.kind)} ${at(place)}`);
  return (await askInParts(influx, statements)).flatMap(ownedOf);
};

const patientsAtOnce = 100;

/** DELETE costs milliseconds, and little more for several patients at one time. It names a measurement without its policy. */
export const clearing = (measurement: string, time: string, patientIds: readonly string[]): string[] => {
  const unique = [...new Set(patientIds)];
  return Array.from({ length: Math.ceil(unique.length / patientsAtOnce) }, (_, i) => {
    const some = unique.slice(i * patientsAtOnce, (i + 1) * patientsAtOnce);
    return `DELETE FROM "${measurement}" WHERE ${ofPatients(some)} AND time = ${time}`;
  });
};

/** Clears some places. */
export const clearPlaces = async (influx: Influx, places: readonly Place[]): Promise<void> => {
  const byTime = Map.groupBy(
    places,
    ({ kind, measuredAt, nanosecond }) => `${kind} ${timestampOf(measuredAt, nanosecond)}`,
  );
  const statements = [...byTime].flatMap(([key, some]) => {
    const [kind, time] = key.split(' ') as [Kind, string];
    return clearing(
      measurements[kind],
      time,
      some.map(place => place.patientId),
    );
  });
  await askInParts(influx, statements);
};
