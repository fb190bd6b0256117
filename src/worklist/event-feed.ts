import { asc, gt, max, min } from 'drizzle-orm';
import type { EventBody } from '../contract/events.ts';
import type { Store } from '../db/open.ts';

/** The outbox as a feed: whoever reads it resumes after the last id it saw. */
export type EventFeed = {
  readonly after: (id: number, limit: number) => Promise<EventBody[]>;
  readonly latestId: () => Promise<number>;
  /** events after this id were pruned: a reader that resumes there has missed some */
  readonly hasForgotten: (id: number) => Promise<boolean>;
  /** Wakes everyone who waits; called after a commit that wrote events. */
  readonly notify: () => void;
  /** Resolves at the next `notify`, or when `signal` aborts. */
  readonly next: (signal: AbortSignal) => Promise<void>;
};

export const createEventFeed = ({ reader, t }: Pick<Store, 'reader' | 't'>): EventFeed => {
  const waiting = new Set<() => void>();
  return {
    after: async (id, limit) => {
      const rows = await reader
        .select()
        .from(t.outbox)
        .where(gt(t.outbox.id, id))
        .orderBy(asc(t.outbox.id))
        .limit(limit);
      return rows.map(row => ({ ...row, at: new Date(row.at).toISOString() }));
    },
    latestId: async () => {
      const [row] = await reader.select({ id: max(t.outbox.id) }).from(t.outbox);
      return row?.id ?? 0;
    },
    hasForgotten: async id => {
      const [row] = await reader.select({ oldest: min(t.outbox.id) }).from(t.outbox);
      return row?.oldest ? id + 1 < row.oldest : false;
    },
    notify: () => {
      const woken = [...waiting];
      waiting.clear();
      for (const wake of woken) wake();
    },
    next: signal =>
      new Promise(resolve => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        if (signal.aborted) return resolve();
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      }),
  };
};
