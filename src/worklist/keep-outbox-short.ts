import { and, lt, lte, min } from 'drizzle-orm';
import { type Clock, daily } from '../clock.ts';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';

const keptMs = 7 * dayMs;

/**
 * Forgets events that no reader can want any more, now and daily, but none that a webhook has yet to be told of;
 * the result stops it.
 */
export const keepOutboxShort = async ({ db, t, write }: Store, clock: Clock): Promise<() => void> => {
  const prune = () =>
    write(async () => {
      const [slowest] = await db.select({ to: min(t.webhook.queuedTo) }).from(t.webhook);
      const isQueued = typeof slowest?.to === 'number' ? lte(t.outbox.id, slowest.to) : undefined;
      await db.delete(t.outbox).where(and(lt(t.outbox.at, clock.now() - keptMs), isQueued));
    });
  await prune();
  return daily(clock, prune);
};
