import { z } from 'zod';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';

export const isoTime = z.iso.datetime({ offset: true });

export const longestAheadMs = 14 * dayMs;

/** The instant that a field names, if it lies far enough ahead and at most 14 days. @throws AppError bad-request */
export const instantAhead = (field: string, text: string, at: number, leastMs = 1): number => {
  const instant = Date.parse(text);
  if (instant >= at + leastMs && instant <= at + longestAheadMs) return instant;
  const earliest = new Date(at + leastMs).toISOString();
  const latest = new Date(at + longestAheadMs).toISOString();
  throw new AppError('bad-request', `${field} must lie ahead, at most 14 days`, {
    field,
    remedy: `send a time from ${earliest} up to ${latest}`,
  });
};
