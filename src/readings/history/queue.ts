import type { Sql } from '../../db/statements.ts';
import type { Store } from '../../db/store.ts';
import type { QueueOp, RefusedReason } from '../../db/tables/history.ts';
import type { Kind } from '../../domain/reading.ts';
import type { ReadingKey } from './plan.ts';

export type QueueEntry = ReadingKey & { readonly id: number; readonly op: QueueOp };

type Row = [id: number, patientId: string, kind: Kind, measuredAt: number, readingId: string, op: QueueOp];

const columns = 'id, patient_id, kind, measured_at, reading_id, op';

const entryOf = ([id, patientId, kind, measuredAt, readingId, op]: Row): QueueEntry => ({
  ...{ id: Number(id), patientId, kind },
  ...{ measuredAt: Number(measuredAt), readingId, op },
});

/** Entries taken in hand by one forwarder, in the order in which they came. */
export type Taken = { readonly entries: readonly QueueEntry[]; readonly lease: string | null };

/** One process has the folder, and forwards in order: nobody else takes what it has in hand. */
const takeAlone = ({ readerSql }: Pick<Store, 'readerSql'>) => {
  const select = readerSql
    .prepare<[number], Row>(`SELECT ${columns} FROM history_queue ORDER BY id LIMIT ?`)
    .raw();
  return async (atMost: number): Promise<Taken> => ({
    entries: (await select.all(atMost)).map(entryOf),
    lease: null,
  });
};

/** longer than every call to the time-series database of one batch */
const leaseMs = 10 * 60_000;

const takeAmongOthers = ({ sql, writeShared }: Pick<Store, 'sql' | 'writeShared'>, lease: string) => {
  const claim = sql
    .prepare<[string, number, number, number], Row>(
      `UPDATE history_queue SET lease = ?, lease_until = ? WHERE id IN (
         SELECT id FROM history_queue WHERE lease IS NULL OR lease_until < ?
         ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
       RETURNING ${columns}`,
    )
    .raw();
  return (atMost: number, now: number): Promise<Taken> =>
    writeShared(async () => {
      const rows = await claim.all(lease, now + leaseMs, now, atMost);
      return { entries: rows.map(entryOf).sort((a, b) => a.id - b.id), lease };
    });
};

export type Refused = ReadingKey & { readonly reason: RefusedReason };

export type HistoryQueue = {
  readonly take: (atMost: number, now: number) => Promise<Taken>;
  /** Forgets what was forwarded, and sets aside what was refused, in one transaction. */
  readonly done: (taken: Taken, refused: readonly Refused[], now: number) => Promise<void>;
  /** Lets others have what could not be forwarded. */
  readonly release: (taken: Taken) => Promise<void>;
};

const finishing = (sql: Sql) => {
  // among others, what came meanwhile may lie between two that were taken
  const mine = `id BETWEEN ? AND ?${sql.dialect === 'sqlite' ? '' : ' AND lease = ?'}`;
  const key = 'patient_id, kind, measured_at, reading_id';
  const settled = sql.prepare(
    `DELETE FROM history_refused WHERE (${key}) IN (SELECT ${key} FROM history_queue WHERE ${mine})`,
  );
  const forget = sql.prepare(`DELETE FROM history_queue WHERE ${mine}`);
  const release = sql.prepare(`UPDATE history_queue SET lease = NULL, lease_until = NULL WHERE ${mine}`);
  const aside = sql.prepare(
    `INSERT INTO history_refused (${key}, reason, at) VALUES (@patientId, @kind, @measuredAt, @readingId, @reason, @at)
     ON CONFLICT (${key}) DO UPDATE SET reason = excluded.reason, at = excluded.at`,
  );
  return { settled, forget, release, aside };
};

const bounds = ({ entries, lease }: Taken): (number | string)[] => [
  entries[0]?.id ?? 0,
  entries.at(-1)?.id ?? -1,
  ...(lease === null ? [] : [lease]),
];

/** `name`: of this forwarder among those of other processes. */
export const historyQueue = (store: Store, name: string): HistoryQueue => {
  const { sql, writeShared } = store;
  const alone = sql.dialect === 'sqlite';
  const { settled, forget, release, aside } = finishing(sql);
  return {
    take: alone ? takeAlone(store) : takeAmongOthers(store, name),
    done: (taken, refused, at) =>
      writeShared(async () => {
        await settled.run(...bounds(taken));
        await forget.run(...bounds(taken));
        for (const { patientId, kind, measuredAt, readingId, reason } of refused)
          await aside.run({ patientId, kind, measuredAt, readingId, reason, at });
      }),
    release: async taken => {
      if (!alone) await writeShared(() => release.run(...bounds(taken)));
    },
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
