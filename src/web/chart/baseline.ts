import type { PatientBody } from '../../contract/patients.ts';
import { dayMs, localDay } from '../../domain/local-day.ts';
import { safeZone } from '../lib/times.ts';
import type { Session } from './sessions.ts';

/** As the rules that look for a shift: the last 7 days are held against the four weeks before. */
export const recentDays = 7;
export const ownDays = 28;
const leastOwnDays = 7;
const spreads = 2;
const toStandardDeviation = 1.4826;

/** What is usual for a person, of one series: the middle of the days, and two spreads to each side. */
export type Band = { readonly low: number; readonly middle: number; readonly high: number };
export type Baseline = { readonly from: number; readonly days: number; readonly bands: readonly Band[] };

const middleOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
};

const bandOf = (values: readonly number[]): Band => {
  const middle = middleOf(values);
  const spread = toStandardDeviation * middleOf(values.map(value => Math.abs(value - middle)));
  return { low: middle - spreads * spread, middle, high: middle + spreads * spread };
};

const byDay = (sessions: readonly Session[], timeZone: string): Map<number, Session[]> => {
  const days = new Map<number, Session[]>();
  for (const session of sessions) {
    const day = localDay(session.at, timeZone);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return days;
};

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

type Of = Pick<PatientBody, 'timeZone' | 'encounters'>;

/** After a stay in hospital a new baseline starts. */
const startsAt = ({ encounters }: Of, now: number): number =>
  Math.max(
    ...encounters
      .filter(stay => stay.class === 'inpatient')
      .map(stay => (stay.dischargedAt === null ? Number.NaN : Date.parse(stay.dischargedAt)))
      .filter(at => at <= now),
    now - (ownDays + recentDays) * dayMs,
  );

/** What was usual before the last week, from the means of at least 7 days; null where fewer tell. */
export const baselineOf = (sessions: readonly Session[], patient: Of, now: number): Baseline | null => {
  const from = startsAt(patient, now);
  const zone = safeZone(patient.timeZone);
  const until = localDay(now, zone) - recentDays;
  const own = sessions.filter(({ at }) => at >= from && localDay(at, zone) <= until);
  const days = [...byDay(own, zone).values()];
  if (days.length < leastOwnDays) return null;
  const bands = (own[0]?.values ?? []).map((_, index) =>
    bandOf(days.map(day => mean(day.map(session => session.values[index] ?? Number.NaN)))),
  );
  return { from, days: days.length, bands };
};
