import { and, eq } from 'drizzle-orm';
import type { Store } from '../../db/open.ts';
import { nextTryAt } from './back-off.ts';
import type { Due } from './due-deliveries.ts';
import type { Sent } from './send.ts';

/** Writes what came of an attempt: delivered, to be tried again, or given up; returns which, or that nobody waits for it any more. */
export const recordAttempt = async (
  { db, t, write }: Pick<Store, 'db' | 't' | 'write'>,
  due: Due,
  sent: Sent,
  at: number,
  chance: number,
  waits?: readonly number[],
): Promise<'delivered' | 'failed' | 'dead' | 'removed'> => {
  const attempts = due.attempts + 1;
  const nextAt = sent.delivered ? null : nextTryAt(attempts, sent.status, at, chance, waits);
  const state = sent.delivered ? 'delivered' : nextAt === null ? 'dead' : 'waiting';
  const noted = await write(() =>
    db
      .update(t.webhookDelivery)
      .set({
        state,
        attempts,
        nextAt,
        lastStatus: sent.status,
        lastError: sent.error,
        deliveredAt: sent.delivered ? at : null,
      })
      .where(and(eq(t.webhookDelivery.id, due.id), eq(t.webhookDelivery.state, 'waiting')))
      .returning({ id: t.webhookDelivery.id }),
  );
  if (noted.length === 0) return 'removed';
  return state === 'waiting' ? 'failed' : state;
};
