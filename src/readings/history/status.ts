import type { Store } from '../../db/store.ts';
import { AppError } from '../../errors.ts';
import type { Influx } from './influx.ts';
import { quoted } from './influx.ts';
import { queueState } from './queue.ts';
import { readState } from './state.ts';

export type HistoryStatus = {
  /** null: the service does not forward */
  readonly queuedSince: string | null;
  readonly waiting: number;
  readonly oldestAt: string | null;
  readonly refused: readonly { readonly reason: string; readonly readings: number }[];
  /** null: the store has everything */
  readonly prunedBefore: string | null;
  /** `answers`, or what is wrong */
  readonly influx: string;
};

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const answerOf = (influx: Influx): Promise<string> =>
  influx.ask([`SHOW RETENTION POLICIES ON ${quoted(influx.database)}`]).then(
    () => 'answers',
    (error: unknown) => {
      if (error instanceof AppError) return error.message;
      throw error;
    },
  );

/** How forwarding stands. Only reads. */
export const historyStatus = async ({
  store: { readerSql: sql },
  influx,
}: {
  readonly store: Pick<Store, 'readerSql'>;
  readonly influx: Influx;
}): Promise<HistoryStatus> => {
  const stateOf = readState(sql);
  const { waiting, oldestAt } = await queueState(sql)();
  const refused = await sql
    .prepare<[], { reason: string; readings: number }>(
      'SELECT reason, count(*) AS readings FROM history_refused GROUP BY reason ORDER BY reason',
    )
    .all();
  return {
    queuedSince: iso(await stateOf('queued-since')),
    waiting,
    oldestAt: iso(oldestAt),
    refused: refused.map(({ reason, readings }) => ({ reason, readings: Number(readings) })),
    prunedBefore: iso(await stateOf('pruned-before')),
    influx: await answerOf(influx),
  };
};
