import { nextTurnOf, notExpected, statusAt } from '../domain/monitoring.ts';
import { inForceAt, isEnabled, switchedOnAt } from '../domain/rule-set.ts';
import type { Timer } from './timer.ts';
import { type Ground, settleMs, type Track } from './track.ts';

const exactly = (at: number | null): Timer | null => (at === null ? null : { at, wallAt: at });

/**
 * When a rule that watches time looks at a patient it has no timer for, so that silence is noticed: soon; while it is
 * switched off, or nobody is expected to measure, only when that turns, lest it asks again for ever. Pure.
 */
export const firstLookOf = (
  { rule, timer, episodes }: Track,
  { timeline, patient: { monitoring } }: Ground,
  now: number,
): Timer | null => {
  if (!rule.watchesTime || timer !== null || !episodes.every(e => e.endedAt !== null)) return timer;
  if (!isEnabled(rule, inForceAt(timeline, now))) return exactly(switchedOnAt(rule, timeline, now));
  if (notExpected.includes(statusAt(monitoring, now))) return exactly(nextTurnOf(monitoring, now));
  return exactly(now + settleMs);
};
