import { eq, max, min } from 'drizzle-orm';
import type { EventBody } from '../contract/events.ts';
import type { Store } from '../db/open.ts';

/** The outbox as a feed: whoever reads it resumes after the last id it saw. */
export type EventFeed = {
  readonly after: (id: number, limit: number) => Promise<EventBody[]>;
  readonly latestId: () => Promise<number>;
  /** events after this id were pruned, or it was told before the store was restored: a reader that resumes there has missed some */
  readonly hasForgotten: (id: number) => Promise<boolean>;
  /** Wakes everyone who waits; called after a commit that wrote events. */
  readonly notify: () => void;
  /** Resolves at the next `notify`, or when `signal` aborts. */
  readonly next: (signal: AbortSignal) => Promise<void>;
};

type Row = [
  id: number,
  at: number,
  kind: EventBody['kind'],
  patientId: string | null,
  itemId: string | null,
  subjectId: string | null,
];

const toEvent = ([id, at, kind, patientId, itemId, subjectId]: Row): EventBody => ({
  id,
  kind,
  at: new Date(at).toISOString(),
  patientId,
  itemId,
  subjectId,
});

export const createEventFeed = ({
  reader,
  readerSql,
  t,
  durable,
}: Pick<Store, 'reader' | 'readerSql' | 't' | 'durable'>): EventFeed => {
  const waiting = new Set<() => void>();
  // every stream asks after every commit
  const after = readerSql
    .prepare<[number, number], Row>(
      'SELECT id, at, kind, patient_id, item_id, subject_id FROM outbox WHERE id > ? ORDER BY id LIMIT ?',
    )
    .raw();
  return {
    after: async (id, limit) => {
      const rows = await after.all(id, limit);
      // an event that a power failure took back would give its number to another
      if (rows.length > 0) await durable();
      return rows.map(toEvent);
    },
    latestId: async () => {
      const [row] = await reader.select({ id: max(t.outbox.id) }).from(t.outbox);
      return row?.id ?? 0;
    },
    hasForgotten: async id => {
      const [row] = await reader.select({ oldest: min(t.outbox.id) }).from(t.outbox);
      if (!row?.oldest || id + 1 === row.oldest) return false;
      const [told] = await reader.select({ id: t.outbox.id }).from(t.outbox).where(eq(t.outbox.id, id));
      return told === undefined;
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
