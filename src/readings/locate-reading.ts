import { and, desc, eq, getTableColumns, isNotNull } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';

type Deps = Pick<Store, 'db' | 't'>;

/** A stored reading whoever it belongs to. */
export type ReadingRow = Omit<Store['t']['reading']['$inferSelect'], 'patientId'>;

export type Located = {
  readonly row: ReadingRow;
  /** null while its owner is unclear */
  readonly patientId: string | null;
  /** whose it may be while its owner is unclear */
  readonly candidates: readonly string[];
};

const unowned = async ({ db, t }: Deps, id: string): Promise<Located | null> => {
  const [found] = await db.select().from(t.unownedReading).where(eq(t.unownedReading.id, id));
  if (!found) return null;
  const { candidates, ...row } = found;
  return { row, patientId: null, candidates };
};

const owned = async ({ db, t }: Deps, id: string, patientId: string | undefined): Promise<Located | null> => {
  const [found] = await db
    .select(getTableColumns(t.reading))
    .from(t.reading)
    .where(
      and(
        // readings are kept by patient: without one only the few that wait are looked through
        patientId === undefined ? isNotNull(t.reading.suspect) : eq(t.reading.patientId, patientId),
        eq(t.reading.id, id),
      ),
    );
  if (!found) return null;
  const { patientId: owner, ...row } = found;
  return { row, patientId: owner, candidates: [] };
};

/** A reading of a patient; without one, a reading that waits for a person: suspect, or of unclear owner. */
export const locateReading = async (
  deps: Deps,
  id: string,
  patientId: string | undefined,
): Promise<Located | null> => {
  const waiting = patientId === undefined ? await unowned(deps, id) : null;
  return waiting ?? (await owned(deps, id, patientId));
};

/** What to say of a reading that is not as a person saw it: somebody was first, or there is none. */
export const decidedBefore = async ({ db, t }: Deps, readingId: string): Promise<AppError | null> => {
  const [last] = await db
    .select()
    .from(t.readingResolution)
    .where(eq(t.readingResolution.readingId, readingId))
    .orderBy(desc(t.readingResolution.at), desc(t.readingResolution.id))
    .limit(1);
  if (!last) return null;
  return new AppError('conflict', `${last.by} decided this reading at ${new Date(last.at).toISOString()}`, {
    remedy: 'load the reading again and decide on what it says now',
    conflict: { by: last.by, at: last.at, state: last.decision },
  });
};
