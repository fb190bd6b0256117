import { type Clock, daily } from '../clock.ts';
import { withoutQueueing } from '../readings/history/state.ts';
import type { Store } from './open.ts';

/** As far back as rollups go, and far enough ahead that a week in which this did not run is no matter. */
const [monthsBack, monthsAhead] = [13, 3];

/** Makes the monthly partitions of readings that are to come, now and daily; the result stops it. SQLite has none. */
export const keepPartitions = async (
  { dialect, sql, write }: Pick<Store, 'dialect' | 'sql' | 'write'>,
  clock: Clock,
): Promise<() => void> => {
  if (dialect === 'sqlite') return () => {};
  const ensure = sql.prepare('SELECT ensure_reading_partitions(?, ?, ?)');
  const quietly = withoutQueueing(sql);
  const make = () => {
    const at = clock.now();
    return write(() => quietly(at, () => ensure.run(at, monthsBack, monthsAhead)));
  };
  await make();
  return daily(clock, make);
};
