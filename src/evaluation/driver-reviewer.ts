import { needsPerson, type Severity } from '../domain/alert.ts';
import { hourMs, localDay, minuteMs, startOfLocalDay } from '../domain/local-day.ts';

/** When a person has dealt with a line that was raised at an instant. */
export type Reviewer = (raisedAt: number, severity: Severity, timeZone: string) => number;

const opensAtMs = 8 * hourMs;
const closesAtMs = 17 * hourMs;

const opening = (day: number, timeZone: string): number => startOfLocalDay(day, timeZone) + opensAtMs;

// 1970-01-01 was a Thursday: Saturday and Sunday leave 2 and 3
const isWorkingDay = (day: number): boolean => ![2, 3].includes(((day % 7) + 7) % 7);

/** The working hours of an instant, or else those that come next: Monday to Friday, 8 to 17 by the patient's clock. */
export const workingHoursFrom = (at: number, timeZone: string): { openAt: number; closeAt: number } => {
  for (let day = localDay(at, timeZone); ; day += 1) {
    const openAt = opening(day, timeZone);
    const closeAt = openAt - opensAtMs + closesAtMs;
    if (isWorkingDay(day) && at < closeAt) return { openAt, closeAt };
  }
};

/** In working hours, what is urgent is dealt with in half an hour; else whoever is on call does so in a quarter. */
const urgentInMs = { working: 30 * minuteMs, onCall: 15 * minuteMs };
const restInMs = 2 * hourMs;

/**
 * A diligent reviewer: urgent and critical lines within the hour at any time, the rest two hours after they are raised
 * or after the next working morning begins, and never later than the end of that working day. Convention.
 */
export const diligentReviewer: Reviewer = (raisedAt, severity, timeZone) => {
  const { openAt, closeAt } = workingHoursFrom(raisedAt, timeZone);
  const isWorking = raisedAt >= openAt;
  if (needsPerson(severity)) return raisedAt + (isWorking ? urgentInMs.working : urgentInMs.onCall);
  return Math.min(Math.max(raisedAt, openAt) + restInMs, closeAt);
};
