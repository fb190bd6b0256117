import { and, eq, lt, or } from 'drizzle-orm';
import { type Clock, daily } from '../../clock.ts';
import type { Store } from '../../db/open.ts';
import { dayMs } from '../../domain/local-day.ts';

const deliveredKeptMs = 7 * dayMs;
const deadKeptMs = 30 * dayMs;

/** Forgets deliveries long done or long given up, now and daily; the result stops it. */
export const keepDeliveriesShort = async ({ db, t, write }: Store, clock: Clock): Promise<() => void> => {
  const prune = () =>
    write(() => {
      const { state, deliveredAt, createdAt } = t.webhookDelivery;
      const done = and(eq(state, 'delivered'), lt(deliveredAt, clock.now() - deliveredKeptMs));
      const dead = and(eq(state, 'dead'), lt(createdAt, clock.now() - deadKeptMs));
      return db.delete(t.webhookDelivery).where(or(done, dead));
    });
  await prune();
  return daily(clock, prune);
};
