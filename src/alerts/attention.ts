import { type AlertState, needsPerson, type Severity, severityRank } from '../domain/alert.ts';
import { ruleById } from '../rules/catalogue.ts';

type Alert = {
  readonly ruleId: string;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly firedAt: number | null;
  readonly lastAt: number;
};
type Review = { readonly severity: Severity; readonly acceptedUntil: number | null; readonly at: number };

/**
 * Whether each new finding counts, also within an acceptance: a critical one always does, and one about a reading of
 * unclear owner speaks of that reading alone.
 */
export const eachFindingCounts = (ruleId: string, severity: Severity): boolean =>
  severity === 'critical' || ruleById.get(ruleId)?.judges === 'unowned';

const isCovered = (alert: Alert, review: Review, at: number): boolean => {
  if (review.acceptedUntil === null || review.acceptedUntil <= at) return false;
  return alert.lastAt <= review.at || !eachFindingCounts(alert.ruleId, alert.severity);
};

const isWorseThan = (alert: Alert, review: Review): boolean =>
  severityRank[alert.severity] > severityRank[review.severity];

/**
 * Whether an alert belongs on the worklist now. A firing one does until a person accepts it, and again when it
 * grows worse, when the acceptance runs out, or when a late reading undoes an end that was reviewed; an urgent or
 * critical one that fired and ended does until it is reviewed as what it became.
 */
export const demandsItem = (alert: Alert, review: Review | null, at: number): boolean => {
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
