import { and, eq, isNull } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import { dueMarks } from '../db/due-marks.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { Actor } from '../domain/actor.ts';
import { type Refiled, refileOfDevice } from '../readings/by-assignment.ts';
import type { Directory } from './directory.ts';
import { endOf } from './endings.ts';

export type AssignDeps = {
  readonly store: Store;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly at: number;
};

export type AssignmentRow = Store['t']['assignment']['$inferSelect'];

export type Assigned = Refiled & {
  readonly assignment: AssignmentRow;
  /** everyone who has or had the device, of whom the directory must know anew */
  readonly patientIds: readonly string[];
};

export const assignmentsOfDevice = (
  { store: { db, t } }: AssignDeps,
  deviceId: string,
): Promise<AssignmentRow[]> => db.select().from(t.assignment).where(eq(t.assignment.deviceId, deviceId));

/** Ends an assignment; false when somebody changed its end meanwhile. */
export const endAt = async (
  { store: { db, t } }: AssignDeps,
  { id, untilAt }: AssignmentRow,
  at: number,
): Promise<boolean> => {
  const seen = untilAt === null ? isNull(t.assignment.untilAt) : eq(t.assignment.untilAt, untilAt);
  const ended = await db
    .update(t.assignment)
    .set({ untilAt: at })
    .where(and(eq(t.assignment.id, id), seen))
    .returning({ id: t.assignment.id });
  return ended.length > 0;
};

/** Ends each assignment of a device where another patient takes over; an earlier end stays. Those that ended. */
export const saveTakeovers = async (
  deps: AssignDeps,
  held: readonly AssignmentRow[],
): Promise<AssignmentRow[]> => {
  const taken: AssignmentRow[] = [];
  for (const assignment of held) {
    const takenAt = endOf(assignment, held);
    if (takenAt === null || takenAt >= (assignment.untilAt ?? Number.POSITIVE_INFINITY)) continue;
    await endAt(deps, assignment, takenAt);
    taken.push(assignment);
  }
  return taken;
};

type Change = {
  readonly action: 'device.assign' | 'device.end-assignment';
  readonly assignmentId: string;
  readonly deviceId: string;
  /** from when on the device may be another's */
  readonly sinceAt: number;
  readonly moveReadings: boolean;
};

/** What follows from a changed assignment: readings find their owner, holders are looked at again, it is told. */
export const followUp = async (deps: AssignDeps, change: Change): Promise<Assigned> => {
  const { store, actor, at } = deps;
  const { action, assignmentId, deviceId, sinceAt, moveReadings } = change;
  const held = await assignmentsOfDevice(deps, deviceId);
  const assignment = held.find(a => a.id === assignmentId) as AssignmentRow;
  const marks = dueMarks(store.sql)();
  const refiled = await refileOfDevice({ store, actor, at, marks }, deviceId, sinceAt, moveReadings);
  const patientIds = [...new Set(held.map(a => a.patientId))];
  for (const patientId of patientIds) await marks.mark(patientId, at);
  await marks.save(at);
  const { kind, fromAt, untilAt, patientId } = assignment;
  await recordAudit(store, {
    at,
    actor,
    action,
    subject: { type: 'device', id: deviceId },
    patientId,
    detail: { assignmentId, kind, fromAt, untilAt, ...refiled },
  });
  for (const holder of patientIds)
    await emit(store, { at, kind: 'patient.changed', patientId: holder, itemId: null });
  return { ...refiled, assignment, patientIds };
};
