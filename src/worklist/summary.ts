import { type Concern, type Lane, lanes, type Severity, severityRank } from '../domain/alert.ts';
import { type DueAt, dueByEndOfDay, usualDueAt } from './sla.ts';

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

type Clock = {
  readonly now: number;
  readonly dueAt?: DueAt | undefined;
  /** the patient's; needed only where a task is among the alerts */
  readonly timeZone?: string | undefined;
};

/** A task is for the day on which it fell due, however much time its severity would give. */
const dueOf = ({ severity, concern, raisedAt }: Speaking, { now, dueAt = usualDueAt, timeZone }: Clock) => {
  const usual = dueAt(severity, raisedAt ?? now);
  return concern === 'task' ? Math.min(usual, dueByEndOfDay(raisedAt ?? now, timeZone ?? 'UTC')) : usual;
};

/** What a line shows and is ranked by, from the alerts that demand it (at least one). Pure. */
export const summarize = (alerts: readonly Speaking[], clock: Clock) => {
  const telling = tellingOf(alerts);
  const severity = Math.max(...telling.map(a => severityRank[a.severity]));
  return {
    severity,
    confirmed: telling.some(a => severityRank[a.severity] === severity && a.confirmed),
    resolved: telling.every(a => a.state === 'ended' || severityRank[a.severity] < severity),
    lane: laneOf(alerts),
    slaDueAt: Math.min(...telling.map(a => dueOf(a, clock))),
  };
};
