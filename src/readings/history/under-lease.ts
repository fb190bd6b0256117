import type { Clock } from '../../clock.ts';
import { AppError } from '../../errors.ts';
import { leaseMs } from './in-hand.ts';
import { type Influx, longestCallMs } from './influx.ts';

export type LeaseDeps = {
  readonly influx: Influx;
  readonly clock: Pick<Clock, 'now'>;
  /** when it was taken, at the latest */
  readonly takenAt: number;
  /** for a whole lease from now on; false: another process has taken some of it */
  readonly renew: () => Promise<boolean>;
};

const takenOver = (): AppError =>
  new AppError(
    'not-ready',
    'this process stood still for so long that another one forwards what it had in hand',
    {
      remedy: 'none is needed: the other one goes on with it',
    },
  );

/**
 * The time-series database, which is called only while what is in hand is left to this process for longer than a call takes.
 * Once another has taken it over nothing more is written (AppError not-ready), unless this one stood still in the middle of
 * a call: then it goes on, and in the end compares what it wrote late with what is stored.
 */
export const underLease = ({ influx, clock, takenAt, renew }: LeaseDeps): Influx => {
  let heldSince = takenAt;
  let wasLate = false;
  const heldMs = (): number => clock.now() - heldSince;
  const isLongEnough = (): boolean => heldMs() >= 0 && heldMs() <= leaseMs - longestCallMs;

  const keep = async (): Promise<void> => {
    if (isLongEnough()) return;
    const now = clock.now();
    if (await renew()) heldSince = now;
    else if (!wasLate) throw takenOver();
  };
  const held = async <T>(call: () => Promise<T>): Promise<T> => {
    await keep();
    try {
      return await call();
    } finally {
      wasLate ||= heldMs() > leaseMs;
    }
  };
  return {
    database: influx.database,
    write: points => held(() => influx.write(points)),
    ask: statements => held(() => influx.ask(statements)),
  };
};
