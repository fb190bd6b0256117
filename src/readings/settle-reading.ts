import { desc, eq } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { DueMarks } from '../db/due-marks.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import type { ResolutionDecision } from '../domain/resolution.ts';
import { newId } from '../ids.ts';
import type { Located, ReadingRow } from './locate-reading.ts';
import { renewRollup } from './rollup-store.ts';
import { type Taken, takeReading } from './take-reading.ts';

/** What settling needs; `marks` is saved by whoever settles, once for all readings of the transaction. */
export type SettleDeps = {
  readonly store: Store;
  readonly actor: Actor;
  readonly at: number;
  readonly marks: DueMarks;
};

export type Settlement = {
  readonly decision: ResolutionDecision;
  /** whose it is now; null: nobody's */
  readonly to: string | null;
  /** why a person must still look at it; null once one has */
  readonly suspect: string | null;
  /** the columns that a correction replaces */
  readonly values?: Partial<ReadingRow>;
  readonly note: string | null;
};

export type ResolutionRow = Store['t']['readingResolution']['$inferSelect'];

/** Puts the decision into each patient's order of arrival, and the reading into that of whom it belongs to. */
const keepTurns = async (
  { store: { db, t }, at, marks }: SettleDeps,
  { kind, measuredAt }: ReadingRow,
  taken: Taken,
  given: Store['t']['reading']['$inferInsert'] | null,
) => {
  const patientIds = new Set([...taken.keys(), ...(given ? [given.patientId] : [])]);
  for (const patientId of patientIds) {
    const arrival = await marks.nextArrival(patientId);
    await marks.mark(patientId, measuredAt);
    await db
      .insert(t.retraction)
      .values({ patientId, arrival, kind, measuredAt, taken: taken.get(patientId) ?? null, at });
    if (given?.patientId === patientId) await db.insert(t.reading).values({ ...given, arrival });
  }
};

const renewRollups = async (
  { store: { db, t, sql } }: SettleDeps,
  { kind, measuredAt }: ReadingRow,
  patientIds: readonly (string | null)[],
) => {
  const renew = renewRollup(sql);
  for (const patientId of new Set(patientIds)) {
    if (patientId === null) continue;
    const [patient] = await db
      .select({ timeZone: t.patient.timeZone })
      .from(t.patient)
      .where(eq(t.patient.id, patientId));
    if (patient) await renew(patientId, kind, measuredAt, patient.timeZone);
  }
};

/**
 * The decisions of one reading stand in their order also within a millisecond, and by a clock that is behind; the audit says
 * what the clock said.
 */
const decidedAt = async ({ store: { db, t }, at }: SettleDeps, { id }: ReadingRow): Promise<number> => {
  const [last] = await db
    .select({ at: t.readingResolution.at })
    .from(t.readingResolution)
    .where(eq(t.readingResolution.readingId, id))
    .orderBy(desc(t.readingResolution.at))
    .limit(1);
  return last ? Math.max(at, last.at + 1) : at;
};

const tell = async ({ store, actor, at }: SettleDeps, resolution: ResolutionRow): Promise<void> => {
  const { id, readingId, decision, fromPatientId, toPatientId } = resolution;
  await recordAudit(store, {
    at,
    actor,
    action: 'reading.resolve',
    subject: { type: 'reading', id: readingId },
    patientId: toPatientId ?? fromPatientId,
    detail: { resolutionId: id, decision, fromPatientId, toPatientId },
  });
  const concerned = new Set([fromPatientId, toPatientId].filter(patientId => patientId !== null));
  for (const patientId of concerned.size > 0 ? concerned : [null]) {
    await emit(store, { at, kind: 'reading.resolved', patientId, itemId: null, subjectId: readingId });
  }
};

/**
 * Carries out what was decided of a reading: its row, the resolution that keeps the row as it was, the turn in each
 * concerned patient's order of arrival, rollups, audit and event. Inside the writer's transaction.
 */
export const settleReading = async (
  deps: SettleDeps,
  located: Located,
  { decision, to, suspect, values, note }: Settlement,
): Promise<ResolutionRow> => {
  const { row, patientId: from, candidates } = located;
  const taken = await takeReading(deps.store, located);
  const given = to === null ? null : { ...row, ...values, suspect, patientId: to };
  await keepTurns(deps, row, taken, given);
  const { kind, deviceId, measuredAt } = row;
  const resolution: ResolutionRow = {
    id: newId('res'),
    readingId: row.id,
    kind,
    deviceId,
    measuredAt,
    decision,
    fromPatientId: from,
    toPatientId: to,
    before: { ...row, patientId: from, candidates },
    after: given,
    note,
    by: actorName(deps.actor),
    at: await decidedAt(deps, row),
  };
  await deps.store.db.insert(deps.store.t.readingResolution).values(resolution);
  await renewRollups(deps, row, [from, to]);
  await tell(deps, resolution);
  return resolution;
};
