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
 * The time-series database, which is called only while what is in hand is left to this process for longer than a call takes,
 * as far as its own clock tells. Once another has taken it over nothing is written (AppError not-ready), unless there was a
 * call since it was last known to be left to this one: that may have come late. Then it goes on, and in the end compares
 * what it wrote with what is stored.
 */
export const underLease = ({ influx, clock, takenAt, renew }: LeaseDeps): Influx => {
  let heldSince = takenAt;
  let hasCalled = false;
  const isLongEnough = (): boolean => {
    const heldMs = clock.now() - heldSince;
    return heldMs >= 0 && heldMs <= leaseMs - longestCallMs;
  };
  const keep = async (): Promise<void> => {
    if (isLongEnough()) return;
    const now = clock.now();
    if (await renew()) [heldSince, hasCalled] = [now, false];
    else if (!hasCalled) throw takenOver();
  };
  const held = async <T>(call: () => Promise<T>): Promise<T> => {
    await keep();
    hasCalled = true;
    return call();
  };
  return {
    database: influx.database,
    write: points => held(() => influx.write(points)),
    ask: statements => held(() => influx.ask(statements)),
  };
};
