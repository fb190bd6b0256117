import { and, eq, gte, inArray } from 'drizzle-orm';
import { dueMarks } from '../db/due-marks.ts';
import type { Assignment } from '../domain/assignment.ts';
import { kinds } from '../domain/reading.ts';
import { ownerAt } from '../roster/owner.ts';
import type { Located } from './locate-reading.ts';
import { type SettleDeps, settleReading } from './settle-reading.ts';

type Deps = Omit<SettleDeps, 'marks'>;

/** A reading, and the patient who held its device at its instant. */
type Belonging = { readonly located: Located; readonly to: string };

/** The note of a decision that follows from who had the device, not from looking at the reading. */
export const byAssignment = 'assignment';

const assignmentsOf = ({ store: { db, t } }: Deps, deviceId: string): Promise<Assignment[]> =>
  db.select().from(t.assignment).where(eq(t.assignment.deviceId, deviceId));

const settleAll = async (deps: SettleDeps, belonging: readonly Belonging[]): Promise<void> => {
  for (const { located, to } of belonging) {
    const { suspect } = located.row;
    await settleReading(deps, located, { decision: 'reassign', to, suspect, note: byAssignment });
  }
};

const unownedWithOwner = async (
  { store: { db, t } }: Deps,
  deviceId: string,
  assignments: readonly Assignment[],
): Promise<Belonging[]> => {
  const rows = await db.select().from(t.unownedReading).where(eq(t.unownedReading.deviceId, deviceId));
  return rows.flatMap(({ candidates, ...row }) => {
    const owner = ownerAt(assignments, row.kind, row.slot, row.measuredAt);
    return owner.is === 'known'
      ? [{ located: { row, patientId: null, candidates }, to: owner.patientId }]
      : [];
  });
};

/** Files what waits unowned of a device to whom it belongs by now. */
export const fileOfDevice = async (deps: SettleDeps, deviceId: string): Promise<number> => {
  const belonging = await unownedWithOwner(deps, deviceId, await assignmentsOf(deps, deviceId));
  await settleAll(deps, belonging);
  return belonging.length;
};

/**
 * Files what waits unowned of some devices to whom it belongs by now, as after an import of assignments; how many.
 * Inside the writer's transaction.
 */
export const fileUnowned = async (deps: Deps, deviceIds: readonly string[]): Promise<number> => {
  const { db, t, sql } = deps.store;
  const waiting = await db.selectDistinct({ id: t.unownedReading.deviceId }).from(t.unownedReading);
  const named = new Set(deviceIds);
  const marks = dueMarks(sql)();
  let filed = 0;
  for (const { id } of waiting) if (named.has(id)) filed += await fileOfDevice({ ...deps, marks }, id);
  await marks.save(deps.at);
  return filed;
};

/** Those of some readings that a person has looked at: an assignment does not overrule that. */
const lookedAt = async ({ store: { db, t } }: Deps, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: t.readingResolution.readingId, note: t.readingResolution.note })
    .from(t.readingResolution)
    .where(inArray(t.readingResolution.readingId, [...ids]));
  return new Set(rows.filter(row => row.note !== byAssignment).map(row => row.id));
};

const readingsOfDevice = async (
  { store: { db, t } }: Deps,
  deviceId: string,
  patientId: string,
  sinceAt: number,
): Promise<Located[]> => {
  const rows = [];
  for (const kind of kinds) {
    rows.push(
      ...(await db
        .select()
        .from(t.reading)
        .where(
          and(
            eq(t.reading.patientId, patientId),
            eq(t.reading.kind, kind),
            gte(t.reading.measuredAt, sinceAt),
            eq(t.reading.deviceId, deviceId),
          ),
        )),
    );
  }
  return rows.map(({ patientId: owner, ...row }) => ({ row, patientId: owner, candidates: [] }));
};

/** Readings of a device, measured since an instant, that belong by now to another patient than they are filed to. */
export const misfiledOfDevice = async (
  deps: Deps,
  deviceId: string,
  sinceAt: number,
): Promise<Belonging[]> => {
  const assignments = await assignmentsOf(deps, deviceId);
  const misfiled: Belonging[] = [];
  for (const patientId of new Set(assignments.map(a => a.patientId))) {
    for (const located of await readingsOfDevice(deps, deviceId, patientId, sinceAt)) {
      const { kind, slot, measuredAt } = located.row;
      const owner = ownerAt(assignments, kind, slot, measuredAt);
      if (owner.is === 'known' && owner.patientId !== patientId)
        misfiled.push({ located, to: owner.patientId });
    }
  }
  const settled = await lookedAt(
    deps,
    misfiled.map(m => m.located.row.id),
  );
  return misfiled.filter(m => !settled.has(m.located.row.id));
};

/** What became of the readings of a device whose assignments changed. */
export type Refiled = { readonly filed: number; readonly moved: number; readonly couldMove: number };

/** Files what waited, and moves what is misfiled since an instant if told to; else says how many there are. */
export const refileOfDevice = async (
  deps: SettleDeps,
  deviceId: string,
  sinceAt: number,
  moves: boolean,
): Promise<Refiled> => {
  const filed = await fileOfDevice(deps, deviceId);
  const misfiled = await misfiledOfDevice(deps, deviceId, sinceAt);
  if (!moves) return { filed, moved: 0, couldMove: misfiled.length };
  await settleAll(deps, misfiled);
  return { filed, moved: misfiled.length, couldMove: 0 };
};
