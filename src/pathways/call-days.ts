import type { TaskKind } from '../domain/care-task.ts';
import { dayMs, hourMs, localDay, offsetMs, spokenDay } from '../domain/local-day.ts';
import { dayAndMonth } from './spoken-date.ts';

const weekdayOf = (day: number): number => new Date(day * dayMs).getUTCDay();
const isWeekend = (day: number): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;

/** The local day that is so many business days (Monday to Friday; holidays are not known) after another. Pure. */
export const businessDaysAfter = (day: number, count: number): number => {
  let at = day;
  for (let left = count; left > 0; ) {
    at += 1;
    if (!isWeekend(at)) left -= 1;
  }
  return at;
};

/** An hour of the clock on a local day, also where clocks change at its midnight. */
export const hourOfDay = (day: number, hour: number, timeZone: string): number => {
  const wall = day * dayMs + hour * hourMs;
  const near = wall - offsetMs(wall, timeZone);
  return wall - offsetMs(near, timeZone);
};

export type PlannedCall = {
  readonly kind: TaskKind;
  readonly title: string;
  readonly because: string;
  readonly dueAt: number;
};

/** Convention: people are at home, awake and have had the morning's medicines. */
const callHour = 10;

const because: Readonly<Record<'call-day-2' | 'call-day-7', (day: number, due: number) => string>> = {
  // TCM 99495/99496: contact within 2 business days, two attempts
  'call-day-2': (day, due) => {
    const limit = `a contact, or two attempts, within 2 business days: by ${spokenDay(businessDaysAfter(day, 2))} (TCM; holidays not counted)`;
    return isWeekend(due) ? `${limit}; day 2 is ${weekdayOf(due) === 0 ? 'a Sunday' : 'a Saturday'}` : limit;
  },
  // PMC4800825: odds ratio 0.81 for readmission
  'call-day-7': () => 'contact within 7 days of a discharge goes with fewer readmissions (PMC4800825)',
};

const planned = (kind: 'call-day-2' | 'call-day-7', days: number, day: number, timeZone: string) => ({
  kind,
  title: `Call on day ${days} after discharge of ${dayAndMonth(day)}`,
  because: because[kind](day, day + days),
  dueAt: hourOfDay(day + days, callHour, timeZone),
});

/**
 * The calls that follow a discharge (CLINICAL: days 2 and 7), at 10:00 on the patient's clock, also on a weekend. A
 * discharge heard of when day 7 has come asks for that call alone. Pure.
 */
export const callsAfter = (dischargedAt: number, timeZone: string, now: number): readonly PlannedCall[] => {
  const day = localDay(dischargedAt, timeZone);
  const second = planned('call-day-2', 2, day, timeZone);
  const seventh = planned('call-day-7', 7, day, timeZone);
  return seventh.dueAt <= now ? [seventh] : [second, seventh];
};
