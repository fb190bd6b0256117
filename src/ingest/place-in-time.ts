import type { Mode, ReadingFlag } from '../domain/reading.ts';

const aheadToleranceMs = 10 * 60_000;
const year2000 = Date.UTC(2000, 0, 1);
/** no home device flushes readings this old: a clock that was reset claims 2000, 2010 or 2015 */
const oldestClaimMs = 400 * 86_400_000;

export type Placed = {
  readonly measuredAt: number;
  readonly flags: readonly ReadingFlag[];
  /** the time as sent does not tell two readings apart: absent, or a clock that was never set or has been reset */
  readonly timeless: boolean;
};

const noFlags: readonly ReadingFlag[] = [];

/** Files a reading at the device's time, or, where that cannot be, at the time it was received. */
export const placeInTime = (claimedAt: number | null, receivedAt: number, mode: Mode = 'live'): Placed => {
  if (claimedAt === null) return { measuredAt: receivedAt, flags: ['no-time'], timeless: true };
  const unset = claimedAt < year2000 && receivedAt >= year2000;
  const reset = mode === 'live' && claimedAt < receivedAt - oldestClaimMs;
  if (unset || reset) {
    return { measuredAt: receivedAt, flags: ['clock'], timeless: true };
  }
  if (claimedAt > receivedAt + aheadToleranceMs) {
    return { measuredAt: receivedAt, flags: ['clock'], timeless: false };
  }
  return { measuredAt: claimedAt, flags: noFlags, timeless: false };
};
