import { catalogueFacts } from '../alerts/rule-facts.ts';
import { type AlertState, needsPerson, type Severity } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { longestAheadMs } from './ahead.ts';

type Accepted = { readonly ruleId: string; readonly state: AlertState; readonly severity: Severity };

/** Unless said otherwise, what is critical is quiet for a day only, and what is urgent as long as its rule says. Convention. */
const usualAcceptanceMs = ({ ruleId, severity }: Accepted): number => {
  if (!needsPerson(severity)) return longestAheadMs;
  return severity === 'critical' ? dayMs : catalogueFacts(ruleId).urgentAcceptanceMs;
};

/** Until when a review accepts an alert that still fires, unless a person says otherwise; one that is over needs none. */
export const usuallyAcceptedUntil = (alert: Accepted, at: number): number | null =>
  alert.state === 'firing' ? at + usualAcceptanceMs(alert) : null;
