import type { EventKind } from '../domain/event.ts';
import type { Store } from './open.ts';
import type { Sql } from './statements.ts';

export type OutboxEvent = {
  readonly at: number;
  readonly kind: EventKind;
  readonly patientId: string | null;
  readonly itemId: string | null;
  readonly subjectId?: string;
};

/** Queues an event in the transaction of what it tells of; it is delivered only if that commits. */
export const emit = async ({ db, t }: Pick<Store, 'db' | 't'>, event: OutboxEvent): Promise<void> => {
  await db.insert(t.outbox).values(event);
};

/** As `emit`, for whoever must name the event: its number. */
export const emitNumbered = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  event: OutboxEvent,
): Promise<number> => {
  const [row] = await db.insert(t.outbox).values(event).returning({ id: t.outbox.id });
  if (!row) throw new Error('an event was not written');
  return row.id;
};

/** As `emit`, by a prepared statement. */
export const outboxWrites = (sql: Sql): ((event: OutboxEvent) => Promise<void>) => {
  const insert = sql.prepare(
    `INSERT INTO outbox (at, kind, patient_id, item_id, subject_id)
     VALUES (@at, @kind, @patientId, @itemId, @subjectId)`,
  );
  return async event => {
    await insert.run({ ...event, subjectId: event.subjectId ?? null });
  };
};
