import { hourMs } from '../domain/local-day.ts';

export const slaBuckets = ['overdue', 'within-the-hour', 'today', 'later'] as const;
export type SlaBucket = (typeof slaBuckets)[number];

const todayMs = 24 * hourMs;

/** The upper bounds of the buckets before the last, counted from now. `today` = within 24 hours. */
export const slaBucketBoundsMs: readonly number[] = [0, hourMs, todayMs];

export const slaBucketIndex = (slaDueAt: number, now: number): number => {
  const index = slaBucketBoundsMs.findIndex(bound => slaDueAt <= now + bound);
  return index < 0 ? slaBucketBoundsMs.length : index;
};

export const slaBucket = (slaDueAt: number, now: number): SlaBucket =>
  slaBuckets[slaBucketIndex(slaDueAt, now)] as SlaBucket;
