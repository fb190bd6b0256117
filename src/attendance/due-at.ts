import type { CoveragePlan } from '../contract/coverage.ts';
import { dayMs, minuteMs } from '../domain/local-day.ts';
import { type DueAt, usualDueAt } from '../worklist/sla.ts';
import { isWorkingTime, quarterMs } from './who-is-on.ts';

type Hours = Pick<CoveragePlan, 'timeZone' | 'workingHours'>;

const farthestMs = 366 * dayMs;

/** The instant at which so much working time has passed. */
export const afterWorkingMs = (hours: Hours, from: number, ms: number): number => {
  if (hours.workingHours.length === 0) return from + ms;
  let left = ms;
  let at = from;
  // working hours, and changes of clocks, fall on quarter hours
  while (at < from + farthestMs) {
    const next = (Math.floor(at / quarterMs) + 1) * quarterMs;
    if (isWorkingTime(hours, at)) {
      if (at + left <= next) return at + left;
      left -= next - at;
    }
    at = next;
  }
  return at;
};

/** When a person should have looked, as a program wants it: in working hours where its plan counts in those. */
export const dueAtOf = (plan: CoveragePlan | null): DueAt => {
  if (plan === null) return usualDueAt;
  return (severity, raisedAt) => {
    const rule = plan.overdue[severity];
    const ms = rule.afterMinutes * minuteMs;
    const counts = 'inWorkingHours' in rule && rule.inWorkingHours;
    return counts ? afterWorkingMs(plan, raisedAt, ms) : raisedAt + ms;
  };
};
