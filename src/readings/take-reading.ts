import { and, eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { TakenReading } from '../db/tables/readings.ts';
import type { Located, ReadingRow } from './locate-reading.ts';
import type { Cell } from './row.ts';

type Deps = Pick<Store, 'db' | 't'>;

/** A reading as the cells of its row, in the order of `fromRow`. */
export const cellsOf = (r: ReadingRow, arrival: number): Cell[] => [
  r.kind,
  r.measuredAt,
  r.id,
  r.receivedAt,
  arrival,
  r.mode,
  r.deviceId,
  r.slot,
  r.systolicMmHg,
  r.diastolicMmHg,
  r.pulsePerMin,
  r.glucoseMgDl,
  r.outOfRange,
  r.meal,
  r.weightKg,
  r.suspect,
  JSON.stringify(r.flags),
  r.sentUnit,
  JSON.stringify(r.sentValues),
];

/** Who had a reading, or might have had it, and how it stood with each. */
export type Taken = ReadonlyMap<string, TakenReading>;

const takeOwned = async ({ db, t }: Deps, patientId: string, row: ReadingRow): Promise<Taken> => {
  await db
    .delete(t.reading)
    .where(
      and(
        eq(t.reading.patientId, patientId),
        eq(t.reading.kind, row.kind),
        eq(t.reading.measuredAt, row.measuredAt),
        eq(t.reading.id, row.id),
      ),
    );
  return new Map([[patientId, { row: cellsOf(row, row.arrival), owned: true }]]);
};

const takeUnowned = async ({ db, t }: Deps, { row, candidates }: Located): Promise<Taken> => {
  const taken = new Map<string, TakenReading>();
  await db.delete(t.unownedReading).where(eq(t.unownedReading.id, row.id));
  for (const patientId of candidates) {
    const [gone] = await db
      .delete(t.unownedCandidate)
      .where(
        and(
          eq(t.unownedCandidate.patientId, patientId),
          eq(t.unownedCandidate.measuredAt, row.measuredAt),
          eq(t.unownedCandidate.readingId, row.id),
        ),
      )
      .returning();
    if (gone) taken.set(patientId, { row: cellsOf(row, gone.arrival), owned: false });
  }
  return taken;
};

/** Removes a reading from wherever it is stored. Inside the writer's transaction. */
export const takeReading = (deps: Deps, located: Located): Promise<Taken> =>
  located.patientId === null ? takeUnowned(deps, located) : takeOwned(deps, located.patientId, located.row);
