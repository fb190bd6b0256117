import type { ResponseTimesBody } from '../contract/reports.ts';
import { minuteMs } from '../domain/local-day.ts';

/** An item that opened, and when a person first took it up and closed it. */
export type Answered = {
  readonly openedAt: number;
  readonly slaDueAt: number;
  readonly takenAt: number | null;
  readonly closedAt: number | null;
  /** closed by nobody: nothing demanded it any more */
  readonly isGone: boolean;
};

type Times = Omit<ResponseTimesBody['programs'][number], 'program' | 'name' | 'bySeverity'>;

/** The smallest value that a share of the sorted values does not exceed. */
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

const minutesOf = (durations: readonly number[]): { p50: number; p90: number } | null => {
  if (durations.length === 0) return null;
  const sorted = durations.map(ms => Math.round(ms / minuteMs)).sort((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p90: percentile(sorted, 0.9) };
};

/** How soon people answered, as of an instant. Pure. */
export const responseFigures = (all: readonly Answered[], now: number): Times => {
  const items = all.filter(item => !item.isGone || item.takenAt !== null);
  const taken = items.flatMap(({ takenAt, openedAt }) => (takenAt === null ? [] : takenAt - openedAt));
  const closed = items.flatMap(({ closedAt, openedAt }) => (closedAt === null ? [] : closedAt - openedAt));
  const inTime = items.filter(item => item.takenAt !== null && item.takenAt <= item.slaDueAt).length;
  const overdueNow = items.filter(item => item.takenAt === null && item.slaDueAt < now).length;
  const judged = taken.length + overdueNow;
  return {
    items: items.length,
    acknowledged: taken.length,
    acknowledgeMinutes: minutesOf(taken),
    closed: closed.length,
    closeMinutes: minutesOf(closed),
    withinSla: judged === 0 ? null : Math.round((inTime / judged) * 1e4) / 1e4,
    overdueNow,
    wentByThemselves: all.length - items.length,
  };
};
