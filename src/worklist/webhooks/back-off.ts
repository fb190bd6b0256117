import { dayMs, hourMs, minuteMs } from '../../domain/local-day.ts';

/** How long to wait after the first attempt that failed, the second, … : eight attempts in about a day. */
const waitsMs = [5_000, 30_000, 2 * minuteMs, 10 * minuteMs, hourMs, 6 * hourMs, (2 / 3) * dayMs] as const;

/** A message to a person on duty is of no use later: four attempts in about three minutes, then the next person is told. */
export const pagerWaitsMs: readonly number[] = [5_000, 30_000, 2 * minuteMs];

const spread = 0.2;
const gone = 410;

/**
 * When to try again after `attempts` that failed, up to a fifth earlier or later, so that what failed together does
 * not come back together; null: never. @param chance 0–1
 */
export const nextTryAt = (
  attempts: number,
  status: number | null,
  at: number,
  chance: number,
  waits: readonly number[] = waitsMs,
): number | null => {
  const waitMs = waits[attempts - 1];
  if (waitMs === undefined || status === gone) return null;
  return at + Math.round(waitMs * (1 + spread * (2 * chance - 1)));
};
