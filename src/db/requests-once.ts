import { eq, lt } from 'drizzle-orm';
import { type Clock, daily } from '../clock.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Store } from './store.ts';

/** Convention: whoever got no answer asks again within a day. */
const keptMs = dayMs;

/** Claims a request, inside the transaction that does what it asks for: both are kept, or neither. False: it was claimed before. */
export const claimRequest = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  id: string,
  at: number,
): Promise<boolean> => {
  const claimed = await db
    .insert(t.requestOnce)
    .values({ id, at, answer: null })
    .onConflictDoNothing()
    .returning({ id: t.requestOnce.id });
  return claimed.length > 0;
};

/** What a request was answered: undefined when it was never done, null when the answer was not kept. */
export const answerGiven = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  id: string,
): Promise<string | null | undefined> => {
  const [known] = await reader.select().from(t.requestOnce).where(eq(t.requestOnce.id, id));
  return known?.answer;
};

export const keepAnswer = async ({ db, t, write }: Store, id: string, answer: string): Promise<void> => {
  await write(() => db.update(t.requestOnce).set({ answer }).where(eq(t.requestOnce.id, id)));
};

/** Forgets requests that nobody sends again any more, now and daily; the result stops it. */
export const keepRequestsShort = async ({ db, t, write }: Store, clock: Clock): Promise<() => void> => {
  const prune = () => write(() => db.delete(t.requestOnce).where(lt(t.requestOnce.at, clock.now() - keptMs)));
  await prune();
  return daily(clock, prune);
};
