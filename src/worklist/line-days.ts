import { and, countDistinct, gt, gte, inArray, lte, max, or, sql } from 'drizzle-orm';
import type { MonthMinutesBody } from '../contract/worklist-line.ts';
import type { Store } from '../db/open.ts';
import { isoDay, startOfLocalDay } from '../domain/local-day.ts';
import type { Calendar } from './line-people.ts';
import { type DayRow, sparklineDays } from './line-sparkline.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** The means of the days that a sparkline draws, of all kinds, by patient. */
export const recentDays = async (
  { reader, t }: Deps,
  calendars: readonly Calendar[],
): Promise<ReadonlyMap<string, DayRow[]>> => {
  const { patientId, kind, day, mean, diastolicMean, pulseMean } = t.dailyRollup;
  const rows = await reader
    .select({ patientId, kind, day, mean, diastolicMean, pulseMean })
    .from(t.dailyRollup)
    .where(
      or(
        ...calendars.map(({ patientIds, today }) =>
          and(
            inArray(patientId, [...patientIds]),
            // named, so that the key serves the days too
            inArray(kind, ['blood-pressure', 'glucose', 'weight']),
            gt(day, today - sparklineDays),
            lte(day, today),
          ),
        ),
      ),
    );
  return Map.groupBy(rows, row => row.patientId);
};

/** CLINICAL, 99454: 16 distinct data days in 30. */
export const transmittedTarget = { of: 16, within: 30 } as const;

export type Heard = { readonly days: number; readonly latestDay: number | null };

/** On how many of the last 30 local days a reading came, and on which last. */
export const transmittedDays = async (
  { reader, t }: Deps,
  calendars: readonly Calendar[],
): Promise<ReadonlyMap<string, Heard>> => {
  const { patientId, kind, day } = t.dailyRollup;
  const rows = await reader
    .select({ patientId, days: countDistinct(day), latestDay: max(day) })
    .from(t.dailyRollup)
    .where(
      or(
        ...calendars.map(({ patientIds, today }) =>
          and(
            inArray(patientId, [...patientIds]),
            inArray(kind, ['blood-pressure', 'glucose', 'weight']),
            gt(day, today - transmittedTarget.within),
            lte(day, today),
          ),
        ),
      ),
    )
    .groupBy(patientId);
  return new Map(rows.map(row => [row.patientId, { days: Number(row.days), latestDay: row.latestDay }]));
};

const monthOf = (day: number): string => isoDay(day).slice(0, 7);

const firstOfMonth = (day: number): number => day - Number(isoDay(day).slice(8)) + 1;

/** Seconds spent in the calendar month by the patient's calendar, by patient; what is running or discarded counts not. */
export const monthMinutes = async (
  { reader, t }: Deps,
  calendars: readonly Calendar[],
): Promise<ReadonlyMap<string, MonthMinutesBody>> => {
  const { patientId, state, startedAt, seconds } = t.minutes;
  const rows = await reader
    .select({ patientId, state, seconds: sql<number>`sum(${seconds})` })
    .from(t.minutes)
    .where(
      and(
        inArray(state, ['approved', 'waiting']),
        or(
          ...calendars.map(({ patientIds, today, timeZone }) =>
            and(
              inArray(patientId, [...patientIds]),
              gte(startedAt, startOfLocalDay(firstOfMonth(today), timeZone)),
            ),
          ),
        ),
      ),
    )
    .groupBy(patientId, state);
  const secondsOf = (id: string, asked: string) =>
    Number(rows.find(row => row.patientId === id && row.state === asked)?.seconds ?? 0);
  return new Map(
    calendars.flatMap(({ patientIds, today }) =>
      patientIds.map(id => [
        id,
        {
          month: monthOf(today),
          approvedSeconds: secondsOf(id, 'approved'),
          waitingSeconds: secondsOf(id, 'waiting'),
        },
      ]),
    ),
  );
};
