import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { type Kind, kinds } from '../domain/reading.ts';
import type { LineReading } from './line-measure.ts';

type Deps = Pick<Store, 'reader' | 't'>;

const columnsOf = <T extends 'reading' | 'unownedReading'>(table: Store['t'][T]) => ({
  id: table.id,
  kind: table.kind,
  measuredAt: table.measuredAt,
  receivedAt: table.receivedAt,
  systolicMmHg: table.systolicMmHg,
  diastolicMmHg: table.diastolicMmHg,
  pulsePerMin: table.pulsePerMin,
  glucoseMgDl: table.glucoseMgDl,
  weightKg: table.weightKg,
  suspect: table.suspect,
  flags: table.flags,
  sentUnit: table.sentUnit,
});

/** A reading by which an alert came about. */
export type Cited = { readonly patientId: string; readonly id: string; readonly measuredAt: number };

/** Rows of values as a table: its columns are `column1`, `column2` and so on. */
const valuesTable = (rows: readonly (readonly SQL[])[]): SQL =>
  sql`(values ${sql.join(
    rows.map(row => sql`(${sql.join([...row], sql`, `)})`),
    sql`, `,
  )}) as asked`;

const instant = (at: number): SQL => sql`cast(${at} as bigint)`;

/** Readings that alerts rest on, by id; one that was settled otherwise since is missing. */
export const citedReadings = async (
  { reader, t }: Deps,
  cited: readonly Cited[],
): Promise<ReadonlyMap<string, LineReading>> => {
  if (cited.length === 0) return new Map();
  const { reading, unownedReading } = t;
  const asked = cited.map(({ patientId, measuredAt, id }) => [
    sql`${patientId}`,
    instant(measuredAt),
    sql`${id}`,
  ]);
  const owned = await reader
    .select({ ...columnsOf(reading), patientId: reading.patientId })
    .from(valuesTable(asked))
    // a cross join, so that readings are looked up by their key however many are asked for
    .crossJoin(reading)
    .where(
      and(
        eq(reading.patientId, sql`column1`),
        inArray(reading.kind, [...kinds]),
        eq(reading.measuredAt, sql`column2`),
        eq(reading.id, sql`column3`),
      ),
    );
  const found = new Map<string, LineReading>(owned.map(row => [row.id, { ...row, owned: true }]));
  const missing = cited.filter(({ id }) => !found.has(id));
  if (missing.length === 0) return found;
  const unowned = await reader
    .select(columnsOf(unownedReading))
    .from(unownedReading)
    .where(
      inArray(
        unownedReading.id,
        missing.map(({ id }) => id),
      ),
    );
  for (const row of unowned) found.set(row.id, { ...row, patientId: '', owned: false });
  return found;
};

export type Asked = { readonly patientId: string; readonly kind: Kind; readonly at: number };

/** The last good reading of a kind that each patient had measured by an instant. */
export const readingsBefore = async (
  { reader, t }: Deps,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, LineReading>> => {
  if (asked.length === 0) return new Map();
  const { reading } = t;
  const values = asked.map(({ patientId, kind, at }) => [sql`${patientId}`, sql`${kind}`, instant(at)]);
  const latest = sql`(select max(r.measured_at) from reading r where r.patient_id = column1 and r.kind = column2 and r.suspect is null and r.measured_at <= column3)`;
  const rows = await reader
    .select({ ...columnsOf(reading), patientId: reading.patientId })
    .from(valuesTable(values))
    .crossJoin(reading)
    .where(
      and(
        eq(reading.patientId, sql`column1`),
        eq(reading.kind, sql`column2`),
        eq(reading.measuredAt, latest),
      ),
    )
    .orderBy(reading.measuredAt, reading.arrival);
  return new Map(
    rows.filter(row => row.suspect === null).map(row => [row.patientId, { ...row, owned: true }]),
  );
};
