import { z } from 'zod';
import { dayMs, localDay } from '../domain/local-day.ts';
import type { Snapshot } from '../domain/rule.ts';
import { option, param, type Values } from './define.ts';
import { countDays, meanOfSessions, type Session, sessionsAfter, startOf } from './sessions.ts';

/** The span of a home average. */
export const averagedDays = 7;

/** What makes a home average count. */
export const averageParams = {
  leastDays: param(z.number().int().min(1).max(7), 3, {
    what: 'on how many local days of the last 7 there must be a session',
    unit: 'days',
    source: 'home protocol: at least 3 days (AHA, ESH)',
  }),
  leastSessions: param(z.number().int().min(1).max(28), 6, {
    what: 'how many sessions of the last 7 days there must be',
    unit: 'sessions',
    source: 'home protocol: morning and evening on at least 3 days (AHA, ESH)',
  }),
  dropFirstDay: option(false, {
    what: 'leave the first of the days out of the mean',
    source: 'European practice (ESH)',
  }),
};

/** The sessions of the last 7 days, newest first, on how many local days, their mean and its standard error. */
export type HomeAverage = ReturnType<typeof meanOfSessions> & {
  readonly sessions: readonly Session[];
  readonly days: number;
};

const withoutFirstDay = (sessions: readonly Session[], timeZone: string): readonly Session[] => {
  const oldest = sessions.at(-1);
  if (!oldest) return sessions;
  const first = localDay(startOf(oldest), timeZone);
  return sessions.filter(session => localDay(startOf(session), timeZone) !== first);
};

/** Null where there are too few sessions or days. */
export const homeAverageOf = (
  { readings, at, patient }: Snapshot,
  { leastSessions, leastDays, dropFirstDay }: Values<typeof averageParams>,
): HomeAverage | null => {
  const all = sessionsAfter(readings, at - averagedDays * dayMs);
  const sessions = dropFirstDay ? withoutFirstDay(all, patient.timeZone) : all;
  if (sessions.length < leastSessions) return null;
  const days = countDays(sessions, patient.timeZone);
  return days < leastDays ? null : { sessions, days, ...meanOfSessions(sessions) };
};
