import type { ReadingFlag } from '../domain/reading.ts';

const aheadToleranceMs = 10 * 60_000;
const year2000 = Date.UTC(2000, 0, 1);

export type Placed = {
  readonly measuredAt: number;
  readonly flags: readonly ReadingFlag[];
  /** the time as sent does not tell two readings apart: absent, or a clock that was never set */
  readonly timeless: boolean;
};

const noFlags: readonly ReadingFlag[] = [];

/** Files a reading at the device's time, or, where that cannot be, at the time it was received. */
export const placeInTime = (claimedAt: number | null, receivedAt: number): Placed => {
  if (claimedAt === null) return { measuredAt: receivedAt, flags: ['no-time'], timeless: true };
  if (claimedAt < year2000 && receivedAt >= year2000) {
    return { measuredAt: receivedAt, flags: ['clock'], timeless: true };
  }
  if (claimedAt > receivedAt + aheadToleranceMs) {
    return { measuredAt: receivedAt, flags: ['clock'], timeless: false };
  }
  return { measuredAt: claimedAt, flags: noFlags, timeless: false };
};
