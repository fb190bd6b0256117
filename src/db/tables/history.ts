import type { Kind } from '../../domain/reading.ts';
import type { Kit } from '../kit.ts';

/** `put`: the reading is there, new or changed in what can be overwritten. `gone`: it was taken away or changed. */
export type QueueOp = 'put' | 'gone';

/** Why the time-series database refuses a point; fixed words, since its own may hold values. */
export type RefusedReason = 'field-type-conflict' | 'beyond-retention' | 'not-understood' | 'refused';

/** What is on its way to the time-series history. Triggers on `reading` fill the queue, in the reading's transaction. */
export const historyTables = (kit: Kit) => ({
  historyQueue: kit.table(
    'history_queue',
    {
      id: kit.serial(),
      patientId: kit.text().notNull(),
      kind: kit.text().$type<Kind>().notNull(),
      measuredAt: kit.instant().notNull(),
      readingId: kit.text().notNull(),
      op: kit.text().$type<QueueOp>().notNull(),
      at: kit.instant().notNull(),
      /** which forwarder has it in hand, and until when; where one process forwards, none is needed */
      lease: kit.text(),
      leaseUntil: kit.instant(),
    },
    t => [kit.index('history_queue_patient').on(t.patientId)],
  ),
  /** points set aside, so that one does not hold up the others */
  historyRefused: kit.table(
    'history_refused',
    {
      patientId: kit.text().notNull(),
      kind: kit.text().$type<Kind>().notNull(),
      measuredAt: kit.instant().notNull(),
      readingId: kit.text().notNull(),
      reason: kit.text().$type<RefusedReason>().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.primaryKey({ columns: [t.patientId, t.kind, t.measuredAt, t.readingId] })],
  ),
  /** instants that outlive the process: since when the queue is kept, before when readings were pruned, when last */
  historyState: kit.table('history_state', { name: kit.text().primaryKey(), at: kit.instant().notNull() }),
});
