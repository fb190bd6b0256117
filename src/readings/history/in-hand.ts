import type { Store } from '../../db/store.ts';
import type { QueueOp } from '../../db/tables/history.ts';
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

/** Which entries of a queue are in whose hand. */
export type InHand = {
  readonly take: (atMost: number) => Promise<Taken>;
  /** Has it left to this forwarder for a whole lease from now on; false where another one has taken some of it. */
  readonly renew: (taken: Taken) => Promise<boolean>;
  /** Lets others have what could not be forwarded. */
  readonly release: (taken: Taken) => Promise<void>;
};

/**
 * How long what a forwarder has in hand is left to it, by the database's clock: longer than a call to the time-series database,
 * before which it is renewed. If the forwarder is killed, others wait so long for it.
 */
export const leaseMs = 60_000;

/** Of what was taken: among others, what came meanwhile may lie between two entries. */
export const whereTaken = (dialect: Store['dialect']): string =>
  `id BETWEEN ? AND ?${dialect === 'sqlite' ? '' : ' AND lease = ?'}`;

export const boundsOf = ({ entries, lease }: Taken): (number | string)[] => [
  entries[0]?.id ?? 0,
  entries.at(-1)?.id ?? -1,
  ...(lease === null ? [] : [lease]),
];

/** One process has the folder, and forwards in order: nobody else takes what it has in hand. */
const alone = ({ readerSql }: Pick<Store, 'readerSql'>): InHand => {
  const select = readerSql
    .prepare<[number], Row>(`SELECT ${columns} FROM history_queue ORDER BY id LIMIT ?`)
    .raw();
  return {
    take: async atMost => ({ entries: (await select.all(atMost)).map(entryOf), lease: null }),
    renew: async () => true,
    release: async () => {},
  };
};

const databaseNow = '(extract(epoch FROM statement_timestamp()) * 1000)::bigint';
const leaseEnd = `${databaseNow} + ${leaseMs}`;

const amongOthers = ({ sql, writeShared }: Pick<Store, 'sql' | 'writeShared'>, name: string): InHand => {
  const claim = sql
    .prepare<[string, number], Row>(
      `UPDATE history_queue SET lease = ?, lease_until = ${leaseEnd} WHERE id IN (
         SELECT id FROM history_queue WHERE lease IS NULL OR lease_until < ${databaseNow}
         ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
       RETURNING ${columns}`,
    )
    .raw();
  const mine = whereTaken(sql.dialect);
  const renew = sql.prepare(`UPDATE history_queue SET lease_until = ${leaseEnd} WHERE ${mine}`);
  const release = sql.prepare(`UPDATE history_queue SET lease = NULL, lease_until = NULL WHERE ${mine}`);
  let times = 0;
  return {
    take: atMost => {
      // another one each time: what could not be released of an earlier share is not part of this one
      times += 1;
      const lease = `${name}.${times}`;
      return writeShared(async () => {
        const rows = await claim.all(lease, atMost);
        return { entries: rows.map(entryOf).sort((a, b) => a.id - b.id), lease };
      });
    },
    renew: async taken => (await writeShared(() => renew.run(...boundsOf(taken)))) === taken.entries.length,
    release: async taken => {
      await writeShared(() => release.run(...boundsOf(taken)));
    },
  };
};

/** `name`: of this forwarder among those of other processes. */
export const inHand = (store: Pick<Store, 'dialect' | 'readerSql' | 'sql' | 'writeShared'>, name: string) =>
  store.dialect === 'sqlite' ? alone(store) : amongOthers(store, name);
