import type { DailyRollup } from '../domain/daily.ts';
import { dayMs, localDay, spokenDay } from '../domain/local-day.ts';
import { lastEndOf, notExpected } from '../domain/monitoring.ts';
import { lastDischargeAt, type PatientContext } from '../domain/patient.ts';
import { type Kind, kinds } from '../domain/reading.ts';
import type { Snapshot } from '../domain/rule.ts';
import { shown } from '../domain/units.ts';

export type Start = { readonly at: number; readonly text: string };

const never = Number.NEGATIVE_INFINITY;

export const expectedKinds = ({ expectedPerWeek }: PatientContext): Kind[] =>
  kinds.filter(kind => expectedPerWeek[kind]);

/** From when on a reading is expected: the enrolment, a device, the return from an absence, or a discharge. */
export const expectedFrom = ({ at, patient }: Snapshot, kind: Kind): Start => {
  const enrolledAt = Math.max(patient.enrolledAt, patient.expectedSince?.[kind] ?? 0);
  const returnedAt = lastEndOf(patient.monitoring, notExpected, at) ?? never;
  const dischargedAt = lastDischargeAt(patient, at) ?? never;
  if (dischargedAt > enrolledAt && dischargedAt > returnedAt)
    return { at: dischargedAt, text: 'the discharge on ' };
  return returnedAt > enrolledAt
    ? { at: returnedAt, text: 'the return on ' }
    : { at: enrolledAt, text: 'enrolment on ' };
};

/** Where silence counts for more (BEAT-HF, PMC7352152): in heart failure, and for some days after a discharge. */
export const isFragile = (patient: PatientContext, at: number, dischargeDays: number): boolean => {
  const discharge = lastDischargeAt(patient, at);
  if (discharge !== null && at - discharge <= dischargeDays * dayMs) return true;
  return patient.programId === 'heart-failure' || patient.dryWeightKg !== null;
};

const weekDays = 7;

/** What the program allows, for as many readings as it expects a week. */
export const programDays = (missedDays: number, perWeek: number, expectedToMiss: number): number =>
  Math.max(missedDays, Math.ceil((expectedToMiss * weekDays) / perWeek - 1e-9));

/** How what is usual is told from the days with a reading. */
export type Habit = {
  readonly habitDays: number;
  readonly leastDays: number;
  readonly chanceWeeks: number;
  readonly marginDays: number;
  readonly holidayDays: number;
  readonly mostDays: number;
};

/** How long a silence must be for chance to bring it no more than once in so many weeks, to who measures on a share of days. */
const beyondChance = (share: number, weeks: number): number =>
  share >= 1 ? 0 : Math.ceil(Math.log(1 / (weeks * weekDays * share)) / Math.log(1 - share));

/** The longest run of whole days without a reading, of those too short for a holiday: that makes no habit. */
const longestUsual = (days: readonly number[], holidayDays: number): number =>
  days.reduce((longest, day, i) => {
    const silent = i === 0 ? 0 : day - (days[i - 1] as number) - 1;
    return silent < holidayDays ? Math.max(longest, silent) : longest;
  }, 0);

/** How many whole days without a reading are no news by the patient's own habit, from days in order; 0 where it is not known. */
export const usualDays = (known: readonly number[], habit: Habit): number => {
  const last = known.at(-1) ?? never;
  const days = known.filter(day => day > last - habit.habitDays);
  const length = last - (days[0] ?? last) + 1;
  if (days.length < habit.leastDays || length < habit.habitDays / 2) return 0;
  const byChance = beyondChance(days.length / length, habit.chanceWeeks);
  return Math.min(
    Math.max(byChance, longestUsual(days, habit.holidayDays) + habit.marginDays),
    habit.mostDays,
  );
};

/** Local days on which any of some kinds was measured, in order, each once. */
export const heardDays = (rollups: readonly DailyRollup[]): number[] =>
  [...new Set(rollups.map(({ day }) => day))].sort((a, b) => a - b);

/** `; battery of dev_1 was at 4 % on Fri 20 Nov`, of devices of a kind whose battery may explain a silence; else nothing. */
export const batteryText = ({ patient, at }: Snapshot, kind: Kind, lowPercent: number): string =>
  patient.devices
    .flatMap(({ deviceId, kind: its, batteryPercent, statusAt }) => {
      if (its !== kind || batteryPercent === null || statusAt === null) return [];
      if (batteryPercent > lowPercent || statusAt > at) return [];
      const day = spokenDay(localDay(statusAt, patient.timeZone));
      return [`; battery of ${deviceId} was at ${shown(batteryPercent)} % on ${day}`];
    })
    .join('');
