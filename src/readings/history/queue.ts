import type { Sql } from '../../db/statements.ts';
import type { Store } from '../../db/store.ts';
import type { RefusedReason } from '../../db/tables/history.ts';
import { boundsOf, type InHand, inHand, type Taken, whereTaken } from './in-hand.ts';
import type { ReadingKey } from './plan.ts';

export type Refused = ReadingKey & { readonly reason: RefusedReason };

export type HistoryQueue = InHand & {
  /** Forgets what was forwarded, and sets aside what was refused, in one transaction. */
  readonly done: (taken: Taken, refused: readonly Refused[], now: number) => Promise<void>;
};

const finishing = (sql: Sql) => {
  const mine = whereTaken(sql.dialect);
  const key = 'patient_id, kind, measured_at, reading_id';
  const settled = sql.prepare(
    `DELETE FROM history_refused WHERE (${key}) IN (SELECT ${key} FROM history_queue WHERE ${mine})`,
  );
  const forget = sql.prepare(`DELETE FROM history_queue WHERE ${mine}`);
  const aside = sql.prepare(
    `INSERT INTO history_refused (${key}, reason, at) VALUES (@patientId, @kind, @measuredAt, @readingId, @reason, @at)
     ON CONFLICT (${key}) DO UPDATE SET reason = excluded.reason, at = excluded.at`,
  );
  return { settled, forget, aside };
};

/** `name`: of this forwarder among those of other processes. */
export const historyQueue = (store: Store, name: string): HistoryQueue => {
  const { settled, forget, aside } = finishing(store.sql);
  return {
    ...inHand(store, name),
    done: (taken, refused, at) =>
      store.writeShared(async () => {
        await settled.run(...boundsOf(taken));
        await forget.run(...boundsOf(taken));
        for (const { patientId, kind, measuredAt, readingId, reason } of refused)
          await aside.run({ patientId, kind, measuredAt, readingId, reason, at });
      }),
  };
};

/** How much waits (a million stands for more), since when, and how much was set aside. */
export type QueueState = {
  readonly waiting: number;
  readonly oldestAt: number | null;
  readonly refused: number;
};

export const queueState = (sql: Sql): (() => Promise<QueueState>) => {
  const waiting = sql
    .prepare<[], number>('SELECT count(*) FROM (SELECT id FROM history_queue LIMIT 1000000) AS first_ones')
    .pluck();
  const oldest = sql.prepare<[], number>('SELECT at FROM history_queue ORDER BY id LIMIT 1').pluck();
  const refused = sql.prepare<[], number>('SELECT count(*) FROM history_refused').pluck();
  return async () => {
    const oldestAt = await oldest.get();
    return {
      waiting: Number(await waiting.get()),
      oldestAt: oldestAt === undefined ? null : Number(oldestAt),
      refused: Number(await refused.get()),
    };
  };
};

/** Readings of a patient that wait in the queue: of them the relational store alone knows. */
export const waitingOf = (sql: Sql): ((patientId: string) => Promise<ReadonlySet<string>>) => {
  const select = sql
    .prepare<[string], string>('SELECT DISTINCT reading_id FROM history_queue WHERE patient_id = ?')
    .pluck();
  return async patientId => new Set(await select.all(patientId));
};
