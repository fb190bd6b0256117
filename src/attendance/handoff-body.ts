import { eq } from 'drizzle-orm';
import type { HandoffBody } from '../contract/handoffs.ts';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import { isoOrNull } from '../worklist/bodies.ts';
import type { VerbDeps } from '../worklist/verb.ts';

export type HandoffRow = Store['t']['handoff']['$inferSelect'];

const stateOf = (row: HandoffRow, now: number): HandoffBody['state'] => {
  if (row.acceptedAt !== null) return 'accepted';
  if (row.declinedAt !== null) return 'declined';
  return row.dueAt <= now ? 'lapsed' : 'waiting';
};

export const handoffBody = (row: HandoffRow, now: number): HandoffBody => ({
  id: row.id,
  from: row.from,
  to: row.to,
  state: stateOf(row, now),
  itemIds: [...row.itemIds],
  note: row.note,
  at: new Date(row.at).toISOString(),
  dueAt: new Date(row.dueAt).toISOString(),
  acceptedAt: isoOrNull(row.acceptedAt),
  declinedAt: isoOrNull(row.declinedAt),
  escalatedAt: isoOrNull(row.escalatedAt),
});

/** @throws AppError not-found */
export const fetchHandoff = async ({ store: { db, t } }: VerbDeps, id: string): Promise<HandoffRow> => {
  const [row] = await db.select().from(t.handoff).where(eq(t.handoff.id, id));
  if (row) return row;
  throw new AppError('not-found', 'there is no such hand-off', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/handoffs',
  });
};
