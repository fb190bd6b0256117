import { lt } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { EventKind } from '../db/schema.ts';
import { dayMs } from '../domain/local-day.ts';

export type OutboxEvent = {
  readonly at: number;
  readonly kind: EventKind;
  readonly patientId: string;
  readonly itemId: string | null;
};

/** Queues an event in the transaction of what it tells of; it is delivered only if that commits. */
export const emit = async ({ db, t }: Pick<Store, 'db' | 't'>, event: OutboxEvent): Promise<void> => {
  await db.insert(t.outbox).values(event);
};

const keptMs = 7 * dayMs;

/** Forgets events that no reader can want any more. */
export const pruneOutbox = async ({ db, t, write }: Store, now: number): Promise<void> => {
  await write(() => db.delete(t.outbox).where(lt(t.outbox.at, now - keptMs)));
};
