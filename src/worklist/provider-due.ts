import { type Severity, severities } from '../domain/alert.ts';
import { dayMs, hourMs, localDay, offsetMs } from '../domain/local-day.ts';

const hours: Readonly<Partial<Record<Severity, number>>> = { critical: 1, urgent: 4 };
const workingDays = 2;

// 1 January 1970, day 0, was a Thursday
const isWeekend = (day: number): boolean => [2, 3].includes(((day % 7) + 7) % 7);

/** The same time by the clock so many days later. */
const daysLater = (at: number, days: number, timeZone: string): number => {
  const then = at + days * dayMs;
  return then + offsetMs(at, timeZone) - offsetMs(then, timeZone);
};

const workingDaysLater = (at: number, count: number, timeZone: string): number => {
  const today = localDay(at, timeZone);
  let day = today;
  for (let left = count; left > 0; ) {
    day += 1;
    if (!isWeekend(day)) left -= 1;
  }
  return daysLater(at, day - today, timeZone);
};

/**
 * By when a provider should have answered, unless a person names another time. Convention: 1 hour for a critical line, 4
 * for an urgent one, else the same time two working days later (Monday to Friday by the patient's calendar; holidays are
 * not known).
 */
export const providerDueAt = (severity: number, at: number, timeZone: string): number => {
  const within = hours[severities[severity] ?? 'info'];
  return within === undefined ? workingDaysLater(at, workingDays, timeZone) : at + within * hourMs;
};
