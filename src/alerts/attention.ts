import {
  type AlertState,
  needsPerson,
  type QuietReason,
  type Severity,
  severityRank,
} from '../domain/alert.ts';
import { countsEachTime } from './sources.ts';

type Alert = {
  readonly ruleId: string;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly firedAt: number | null;
  readonly lastAt: number;
};
type Quietable = Pick<Alert, 'severity' | 'state'> & {
  readonly endedAt: number | null;
  readonly quietBy: QuietReason | null;
  readonly quietUntil: number | null;
};
type Review = { readonly severity: Severity; readonly acceptedUntil: number | null; readonly at: number };

/** Whether each new finding counts, also within an acceptance: a critical one always does, and some sources always do. */
export const eachFindingCounts = (ruleId: string, severity: Severity): boolean =>
  severity === 'critical' || countsEachTime(ruleId);

const isCovered = (alert: Alert, review: Review, at: number): boolean => {
  if (review.acceptedUntil === null || review.acceptedUntil <= at) return false;
  return alert.lastAt <= review.at || !eachFindingCounts(alert.ruleId, alert.severity);
};

const isWorseThan = (alert: Alert, review: Review): boolean =>
  severityRank[alert.severity] > severityRank[review.severity];

/**
 * Whether an alert asks for a person now, were it not quiet. A firing one does until a person accepts it, and again
 * when it grows worse, when the acceptance runs out, or when a late reading undoes an end that was reviewed; an urgent
 * or critical one that fired and ended does until it is reviewed as what it became.
 */
export const asksForPerson = (alert: Alert, review: Review | null, at: number): boolean => {
  const isSettled = review !== null && !isWorseThan(alert, review);
  switch (alert.state) {
    case 'pending':
      return false;
    case 'ended':
      return alert.firedAt !== null && needsPerson(alert.severity) && !isSettled;
    case 'firing':
      return !isSettled || !isCovered(alert, review, at);
  }
};

/** Whether what is stored of an alert keeps it off the worklist now. One that merged into a line is on it. */
export const isSilenced = (alert: Quietable, at: number): boolean => {
  const { quietBy, quietUntil, endedAt, severity } = alert;
  if (quietBy === null || quietBy === 'merged' || severity === 'critical') return false;
  return quietUntil === null || (endedAt ?? at) < quietUntil;
};

/** Whether an alert belongs on the worklist now: it asks for a person, and nothing speaks or stands for it. */
export const demandsItem = (alert: Alert & Quietable, review: Review | null, at: number): boolean =>
  asksForPerson(alert, review, at) && !isSilenced(alert, at);
