import { type CoveragePlan, type Duty, weekdays } from '../contract/coverage.ts';
import { dayMs, isoLocal, localDay, minuteMs, offsetMs } from '../domain/local-day.ts';

type Stretch = CoveragePlan['workingHours'][number];

/** The wall clock's hands: a day of the week from 0 = Monday, and minutes since midnight. */
export type WallTime = { readonly weekday: number; readonly minute: number };

// 1 January 1970 was a Thursday
const thursday = 3;

export const wallTimeOf = (at: number, timeZone: string): WallTime => {
  const local = at + offsetMs(at, timeZone);
  return {
    weekday: (((localDay(at, timeZone) + thursday) % 7) + 7) % 7,
    minute: Math.floor((local - Math.floor(local / dayMs) * dayMs) / minuteMs),
  };
};

const minuteOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

const isOnDay = ({ days }: Stretch, weekday: number): boolean => {
  const name = weekdays[(weekday + 7) % 7];
  return name !== undefined && days.includes(name);
};

/** Whether a weekly stretch covers a wall time; one over midnight belongs to the day on which it starts. */
export const covers = (stretch: Stretch, { weekday, minute }: WallTime): boolean => {
  const [from, to] = [minuteOf(stretch.from), minuteOf(stretch.to)];
  if (from < to) return isOnDay(stretch, weekday) && from <= minute && minute < to;
  return (isOnDay(stretch, weekday) && minute >= from) || (isOnDay(stretch, weekday - 1) && minute < to);
};

/** What the ordinary week says of a wall time. */
export const ordinarilyOn = (
  { shifts, unmonitored }: Pick<CoveragePlan, 'shifts' | 'unmonitored'>,
  wall: WallTime,
): Duty => {
  const on = shifts.filter(shift => covers(shift, wall)).flatMap(shift => shift.people);
  if (on.length > 0) return { is: 'on', people: [...new Set(on)] };
  const stated = unmonitored.find(stretch => covers(stretch, wall));
  return stated ? { is: 'unmonitored', told: stated.told } : { is: 'nobody' };
};

/** Who is on at an instant, in the order in which they are told. Pure. */
export const whoIsOn = (plan: CoveragePlan, at: number): Duty => {
  const local = isoLocal(at, plan.timeZone).slice(0, 16);
  const exception = plan.exceptions.findLast(({ from, to }) => from <= local && local < to);
  if (exception) {
    return 'people' in exception
      ? { is: 'on', people: [...exception.people] }
      : { is: 'unmonitored', told: exception.told };
  }
  return ordinarilyOn(plan, wallTimeOf(at, plan.timeZone));
};

/** Whether an instant lies in working hours: always, where the plan names none. */
export const isWorkingTime = (
  { timeZone, workingHours }: Pick<CoveragePlan, 'timeZone' | 'workingHours'>,
  at: number,
): boolean => {
  if (workingHours.length === 0) return true;
  const wall = wallTimeOf(at, timeZone);
  return workingHours.some(stretch => covers(stretch, wall));
};

export const quarterMs = 15 * minuteMs;
const farthestMs = 14 * dayMs;

/** The first instant after `at` at which somebody is on; null when nobody is within two weeks. */
export const nextOnAt = (plan: CoveragePlan, at: number): number | null => {
  // plans, and changes of clocks, fall on quarter hours
  const first = (Math.floor(at / quarterMs) + 1) * quarterMs;
  for (let then = first; then <= at + farthestMs; then += quarterMs) {
    if (whoIsOn(plan, then).is === 'on') return then;
  }
  return null;
};

const isStaffed = (plan: CoveragePlan, at: number): boolean =>
  whoIsOn(plan, at).is === 'on' && isWorkingTime(plan, at);

/** Whether somebody has been on, in working hours, without a break for so long. */
export const isStaffedFor = (plan: CoveragePlan, at: number, ms: number): boolean => {
  for (let then = at; then > at - ms; then -= quarterMs) {
    if (!isStaffed(plan, then)) return false;
  }
  return isStaffed(plan, at - ms);
};
