import { asc, gt, lt, max } from 'drizzle-orm';
import { type Clock, daily } from '../clock.ts';
import type { Db, Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Directory } from './directory.ts';

/** With more than so many patients everything is read anew. */
export const fewPatients = 500;
const keptMs = 7 * dayMs;

/** Tells other processes whose roster changed; without a list, everybody's. Inside the transaction of the change. */
export const tellOfRoster = async (
  { db, t, dialect }: Pick<Store, 'db' | 't' | 'dialect'>,
  patientIds: readonly string[] | undefined,
  at: number,
): Promise<void> => {
  if (dialect === 'sqlite' || patientIds?.length === 0) return;
  const named = patientIds && patientIds.length <= fewPatients ? patientIds : [null];
  await db.insert(t.rosterChange).values(named.map(patientId => ({ patientId, at })));
};

export const latestRosterChange = async ({ reader, t }: Pick<Store, 'reader' | 't'>): Promise<number> => {
  const [row] = await reader.select({ id: max(t.rosterChange.id) }).from(t.rosterChange);
  return row?.id ?? 0;
};

/** Reads into a directory what other processes changed since; within a machine's transaction nothing changes after it. */
export type CatchUp = (from: Db) => Promise<void>;

/** `since` is the latest change before the directory was read. */
export const createCatchUp = (
  { t, dialect }: Pick<Store, 't' | 'dialect'>,
  directory: Directory,
  since: number,
): CatchUp => {
  if (dialect === 'sqlite') return async () => {};
  let seen = since;
  return async from => {
    const changes = await from
      .select({ id: t.rosterChange.id, patientId: t.rosterChange.patientId })
      .from(t.rosterChange)
      .where(gt(t.rosterChange.id, seen))
      .orderBy(asc(t.rosterChange.id));
    const last = changes.at(-1);
    if (!last) return;
    const named = changes.flatMap(({ patientId }) => patientId ?? []);
    await directory.refresh(from, named.length === changes.length ? [...new Set(named)] : undefined);
    seen = Math.max(seen, last.id);
  };
};

/** Forgets changes that every process has read long since, daily; the result stops it. */
export const keepRosterChangesShort = ({ db, t, write }: Store, clock: Clock): (() => void) =>
  daily(clock, () =>
    write(() => db.delete(t.rosterChange).where(lt(t.rosterChange.at, clock.now() - keptMs))),
  );
