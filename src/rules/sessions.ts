import { localDay, minuteMs } from '../domain/local-day.ts';
import type { BloodPressureReading, Reading } from '../domain/reading.ts';
import { mean, standardDeviation } from './robust.ts';

/** CLINICAL's home protocol: readings at most 15 min apart are one session, and the session's mean is judged. */
export const sessionGapMs = 15 * minuteMs;

export type Pressures = { readonly systolicMmHg: number; readonly diastolicMmHg: number };

/** Blood pressure readings of one sitting, in measured order, and their means. */
export type Session = Pressures & { readonly readings: readonly BloodPressureReading[] };

/** When a session began. */
export const startOf = ({ readings: [first] }: Session): number => first?.measuredAt ?? Number.NaN;

const sessionOf = (newestFirst: readonly BloodPressureReading[]): Session => {
  let [systolic, diastolic] = [0, 0];
  for (const { systolicMmHg, diastolicMmHg } of newestFirst) {
    systolic += systolicMmHg;
    diastolic += diastolicMmHg;
  }
  const size = newestFirst.length;
  return {
    readings: newestFirst.toReversed(),
    systolicMmHg: systolic / size,
    diastolicMmHg: diastolic / size,
  };
};

/** The blood pressure sessions of what was measured after `after`, newest first, at most `most` of them. */
export const sessionsAfter = (
  readings: readonly Reading[],
  after: number,
  most: number = Number.POSITIVE_INFINITY,
): Session[] => {
  const sessions: Session[] = [];
  let sitting: BloodPressureReading[] = [];
  for (let i = readings.length - 1; i >= 0; i--) {
    const reading = readings[i] as Reading;
    if (reading.measuredAt <= after) break;
    if (reading.kind !== 'blood-pressure') continue;
    const next = sitting.at(-1);
    if (next && next.measuredAt - reading.measuredAt > sessionGapMs) {
      if (sessions.push(sessionOf(sitting)) >= most) return sessions;
      sitting = [];
    }
    sitting.push(reading);
  }
  if (sitting.length > 0) sessions.push(sessionOf(sitting));
  return sessions;
};

/** The readings of sessions that are newest first, in measured order. */
export const readingsOf = (sessions: readonly Session[]): BloodPressureReading[] =>
  sessions.toReversed().flatMap(session => session.readings);

/** On how many local days the sessions began; they are in order of time. */
export const countDays = (sessions: readonly Session[], timeZone: string): number => {
  let days = 0;
  let latest = Number.NaN;
  for (const session of sessions) {
    const day = localDay(startOf(session), timeZone);
    if (day !== latest) days++;
    latest = day;
  }
  return days;
};

const errorOf = (values: readonly number[]): number =>
  values.length < 2 ? 0 : standardDeviation(values) / Math.sqrt(values.length);

/** The mean of the sessions' means, and its standard error (0 of a single session). */
export const meanOfSessions = (
  sessions: readonly Session[],
): { readonly mean: Pressures; readonly error: Pressures } => {
  const systolic = sessions.map(session => session.systolicMmHg);
  const diastolic = sessions.map(session => session.diastolicMmHg);
  return {
    mean: { systolicMmHg: mean(systolic), diastolicMmHg: mean(diastolic) },
    error: { systolicMmHg: errorOf(systolic), diastolicMmHg: errorOf(diastolic) },
  };
};
