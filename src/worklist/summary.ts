import { type Concern, type Lane, lanes, type Severity, severityRank } from '../domain/alert.ts';
import { type DueAt, usualDueAt } from './sla.ts';

type Speaking = {
  readonly severity: Severity;
  readonly confirmed: boolean;
  readonly state: string;
  readonly concern: Concern;
  readonly raisedAt: number | null;
};

/** What each concern is for people; what is not named is clinical. */
const laneOfConcern: Readonly<Partial<Record<Concern, Lane>>> = {
  task: 'tasks',
  adherence: 'no-data',
  device: 'technical',
};

/** Whose matter alerts are, taken together: the first lane, in their order, that any of them belongs to. */
export const laneOf = (alerts: readonly Pick<Speaking, 'concern'>[]): Lane => {
  const present = new Set(alerts.map(a => laneOfConcern[a.concern] ?? 'clinical'));
  return lanes.find(lane => present.has(lane)) ?? 'technical';
};

/** The alerts that a line is ranked by: what is technical never raises a patient's line, unless it is all there is. */
export const tellingOf = <A extends Pick<Speaking, 'concern' | 'severity'>>(
  alerts: readonly A[],
): readonly A[] =>
  laneOf(alerts) === 'technical'
    ? alerts
    : alerts.filter(a => a.concern !== 'device' || a.severity === 'critical');

/** What a line shows and is ranked by, from the alerts that demand it (at least one). Pure. */
export const summarize = (alerts: readonly Speaking[], now: number, dueAt: DueAt = usualDueAt) => {
  const telling = tellingOf(alerts);
  const severity = Math.max(...telling.map(a => severityRank[a.severity]));
  return {
    severity,
    confirmed: telling.some(a => severityRank[a.severity] === severity && a.confirmed),
    resolved: telling.every(a => a.state === 'ended' || severityRank[a.severity] < severity),
    lane: laneOf(alerts),
    slaDueAt: Math.min(...telling.map(a => dueAt(a.severity, a.raisedAt ?? now))),
  };
};
