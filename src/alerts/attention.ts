import { type AlertState, needsPerson, type Severity, severityRank } from '../domain/alert.ts';

type Alert = { readonly state: AlertState; readonly severity: Severity; readonly firedAt: number | null };
type Review = { readonly severity: Severity; readonly acceptedUntil: number | null };

/**
 * Whether an alert belongs on the worklist now. A firing one does until a person accepts it, and again when it
 * grows worse or the acceptance runs out; an urgent or critical one that fired and ended does until it is reviewed.
 */
export const demandsItem = (alert: Alert, review: Review | null, at: number): boolean => {
  switch (alert.state) {
    case 'pending':
      return false;
    case 'ended':
      return alert.firedAt !== null && needsPerson(alert.severity) && review === null;
    case 'firing':
      if (review === null || severityRank[alert.severity] > severityRank[review.severity]) return true;
      return review.acceptedUntil !== null && review.acceptedUntil <= at;
  }
};
