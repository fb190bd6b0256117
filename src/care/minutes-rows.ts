import { and, eq, gt, inArray, lt, ne, or } from 'drizzle-orm';
import { type MinutesBody, mostSecondsInEntry } from '../contract/minutes.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import type { VerbDeps } from '../worklist/verb.ts';

export type MinutesRow = Store['t']['minutes']['$inferSelect'];

const iso = (at: number): string => new Date(at).toISOString();

export const minutesBody = (row: MinutesRow): MinutesBody => ({
  ...row,
  activity: row.activity as MinutesBody['activity'],
  startedAt: iso(row.startedAt),
  endedAt: row.endedAt === null || row.state === 'running' ? null : iso(row.endedAt),
  at: iso(row.at),
  decidedAt: row.decidedAt === null ? null : iso(row.decidedAt),
});

/** What a timer may have counted: no more than has passed, nor than one entry holds. */
export const countedSeconds = (told: number, startedAt: number, at: number): number =>
  Math.min(told, Math.floor((at - startedAt) / 1_000), mostSecondsInEntry);

/** When an entry last counted, once so many seconds of it are told now. */
export const endOf = (
  { seconds: before, startedAt, endedAt }: Pick<MinutesRow, 'seconds' | 'startedAt' | 'endedAt'>,
  seconds: number,
  at: number,
): number => (seconds > before ? at : (endedAt ?? startedAt));

type Span = Pick<MinutesRow, 'startedAt' | 'seconds' | 'endedAt'>;

const endedBy = ({ startedAt, seconds, endedAt }: Span): number =>
  Math.max(endedAt ?? 0, startedAt + seconds * 1_000);

const untilOf = (row: MinutesRow, at: number): number =>
  row.state === 'running' ? Math.max(at, row.startedAt + 1) : endedBy(row);

/**
 * A person's time counts once: none may lie in another entry's, of whatever patient. Where in a timer its pauses lay is
 * not known, so it is taken from its start to when it last counted. @throws AppError conflict telling when the other was
 */
export const refuseOverlap = async (
  { store: { db, t }, actor, at }: VerbDeps,
  entry: Span & Pick<MinutesRow, 'id'>,
): Promise<void> => {
  const by = actorName(actor);
  const near = await db
    .select()
    .from(t.minutes)
    .where(
      and(
        eq(t.minutes.by, by),
        inArray(t.minutes.state, ['running', 'waiting', 'approved']),
        ne(t.minutes.id, entry.id),
        lt(t.minutes.startedAt, endedBy(entry)),
        or(eq(t.minutes.state, 'running'), gt(t.minutes.endedAt, entry.startedAt)),
      ),
    );
  const other = near.find(row => untilOf(row, at) > entry.startedAt);
  if (!other) return;
  const span = `${iso(other.startedAt)} to ${iso(untilOf(other, at))}`;
  throw new AppError('conflict', `your time from ${span} is entered already`, {
    field: 'startedAt',
    remedy: 'enter only what lies outside of it, or discard that entry first',
    conflict: { by, at: other.at, state: other.state },
  });
};

/** Writes an entry whole if it is still as it was fetched, with its audit and event. @throws AppError conflict */
export const saveMinutes = async (
  { store, actor, at }: VerbDeps,
  before: MinutesRow,
  changed: Partial<MinutesRow>,
  action: string,
): Promise<MinutesRow> => {
  const { db, t } = store;
  const [row] = await db
    .update(t.minutes)
    .set({ ...changed, version: before.version + 1 })
    .where(and(eq(t.minutes.id, before.id), eq(t.minutes.version, before.version)))
    .returning();
  if (!row) throw changedMeanwhile(before);
  await toldOf({ store, actor, at }, row, action);
  return row;
};

export const toldOf = async (
  { store, actor, at }: VerbDeps,
  { id, patientId, itemId, state, seconds }: MinutesRow,
  action: string,
): Promise<void> => {
  const subject = { type: 'minutes', id };
  await recordAudit(store, {
    at,
    actor,
    action: `minutes.${action}`,
    subject,
    patientId,
    detail: { state, seconds },
  });
  await emit(store, { at, kind: 'minutes.changed', patientId, itemId, subjectId: id });
};

export const changedMeanwhile = (row: MinutesRow): AppError =>
  new AppError('conflict', `this entry is ${row.state} since ${iso(row.decidedAt ?? row.at)}`, {
    remedy: 'load the entries again and decide on what they say now',
    conflict: { by: row.decidedBy ?? row.by, at: row.decidedAt ?? row.at, state: row.state },
  });

/** @throws AppError not-found; not-allowed-now when it is somebody else's: only who spent the time says so */
export const fetchOwn = async ({ store: { db, t }, actor }: VerbDeps, id: string): Promise<MinutesRow> => {
  const [row] = await db.select().from(t.minutes).where(eq(t.minutes.id, id));
  if (!row)
    throw new AppError('not-found', 'there is no such entry of minutes', {
      field: 'id',
      remedy: 'take an id from GET /api/v1/minutes',
    });
  if (row.by === actorName(actor)) return row;
  throw new AppError(
    'not-allowed-now',
    `these minutes are ${row.by}'s: only who spent them decides on them`,
    {
      field: 'id',
      remedy: `ask ${row.by}, or enter your own`,
    },
  );
};
