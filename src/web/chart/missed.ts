import type { PatientBody } from '../../contract/patients.ts';
import { localDay, startOfLocalDay } from '../../domain/local-day.ts';
import type { Kind } from '../../domain/reading.ts';
import { safeZone } from '../lib/times.ts';

/** A local day without the reading that was expected: when it began and when it was over. */
export type MissedDay = { readonly from: number; readonly to: number };

type Of = Pick<PatientBody, 'timeZone' | 'enrolledAt' | 'assignments' | 'monitoringChanges'>;

const instantOf = (time: string | null): number =>
  time === null ? Number.NEGATIVE_INFINITY : Date.parse(time);

/** Readings expected a week at an instant, from the devices assigned then. */
const perWeekAt = ({ assignments }: Of, kind: Kind, at: number): number =>
  assignments
    .filter(a => a.kind === kind && instantOf(a.from) <= at && (a.until === null || Date.parse(a.until) > at))
    .reduce((sum, a) => sum + a.perWeek, 0);

const silent: readonly string[] = ['away', 'in-hospital', 'ended'];

const isSilentAt = ({ monitoringChanges }: Of, at: number): boolean => {
  const change = monitoringChanges.find(each => instantOf(each.since) <= at);
  if (change === undefined || !silent.includes(change.status)) return false;
  return change.resumesAt === null || Date.parse(change.resumesAt) > at;
};

const daysOfWeek = 7;

/**
 * Whole local days in a span, today left out, on which a reading of the kind was due and none came. Who is to measure
 * less than daily misses a day only when as many days have gone by as lie between two readings.
 */
export const missedDays = (
  patient: Of,
  kind: Kind,
  readingTimes: readonly number[],
  span: { readonly from: number; readonly to: number },
): MissedDay[] => {
  const zone = safeZone(patient.timeZone);
  const seen = new Set(readingTimes.map(at => localDay(at, zone)));
  const today = localDay(span.to, zone);
  const missed: MissedDay[] = [];
  let without = 0;
  const first = localDay(Math.max(span.from, Date.parse(patient.enrolledAt)), zone) + 1;
  for (let day = first; day < today; day++) {
    const [from, to] = [startOfLocalDay(day, zone), startOfLocalDay(day + 1, zone)];
    const perWeek = perWeekAt(patient, kind, from);
    // of a day on which she left or came back nothing whole is left
    const isSilent = isSilentAt(patient, from) || isSilentAt(patient, to - 1);
    without = seen.has(day) || perWeek === 0 || isSilent ? 0 : without + 1;
    const allowed = Math.ceil(daysOfWeek / Math.min(perWeek || daysOfWeek, daysOfWeek));
    if (without >= allowed) missed.push({ from, to });
  }
  return missed;
};
