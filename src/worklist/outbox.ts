import { lt } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import type { EventKind } from '../domain/event.ts';
import { dayMs } from '../domain/local-day.ts';

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

const keptMs = 7 * dayMs;
const pruneEveryMs = dayMs;

/** Forgets events that no reader can want any more, now and daily; the result stops it. */
export const keepOutboxShort = async ({ db, t, write }: Store, clock: Clock): Promise<() => void> => {
  let stopped = false;
  let cancel = () => {};
  const prune = () => write(() => db.delete(t.outbox).where(lt(t.outbox.at, clock.now() - keptMs)));
  const again = (): void => {
    if (!stopped) cancel = clock.wake(clock.now() + pruneEveryMs, () => void prune().then(again, again));
  };
  await prune();
  again();
  return () => {
    stopped = true;
    cancel();
  };
};
