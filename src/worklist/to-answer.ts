import { asksForPerson, demandsItem } from '../alerts/attention.ts';
import type { LineAlert, LineReview } from './decide-line.ts';
import { tellingOf } from './summary.ts';

type Reviews = ReadonlyMap<string, LineReview>;

/** The nearest of some alerts that speaks for an alert: what inhibits it, or what it merged into. */
const speakerAmong = (
  alert: LineAlert,
  byId: ReadonlyMap<string, LineAlert>,
  ids: ReadonlySet<string>,
): string | null => {
  const passed = new Set<string>();
  let next: LineAlert | undefined = alert;
  while (next && !passed.has(next.id)) {
    passed.add(next.id);
    const { quietBy, quietFor } = next as LineAlert;
    if (quietFor === null || (quietBy !== 'inhibited' && quietBy !== 'merged')) return null;
    if (ids.has(quietFor)) return quietFor;
    next = byId.get(quietFor);
  }
  return null;
};

const idsOf = (alerts: readonly LineAlert[]): ReadonlySet<string> => new Set(alerts.map(a => a.id));
const indexOf = (alerts: readonly LineAlert[]): ReadonlyMap<string, LineAlert> =>
  new Map(alerts.map(a => [a.id, a]));

/**
 * The alerts of a patient that a person must review to close the line: those that demand it, without those that another
 * of them speaks for, and without technical ones on a line that is not technical.
 */
export const mustAnswer = <A extends LineAlert>(
  alerts: readonly A[],
  reviews: Reviews,
  now: number,
): readonly A[] => {
  const demanding = alerts.filter(a => demandsItem(a, reviews.get(a.id) ?? null, now));
  const byId = indexOf(alerts);
  const ids = idsOf(demanding);
  return tellingOf(demanding).filter(a => speakerAmong(a, byId, ids) === null);
};

/**
 * What else is answered when some alerts are reviewed: alerts that ask for a person and that one of the reviewed speaks
 * for, each with the id of that one.
 */
export const answeredWith = <A extends LineAlert>(
  alerts: readonly A[],
  reviews: Reviews,
  reviewedIds: readonly string[],
  now: number,
): readonly { readonly alert: A; readonly speakerId: string }[] => {
  const byId = indexOf(alerts);
  const ids = new Set(reviewedIds);
  return alerts.flatMap(alert => {
    if (ids.has(alert.id) || !asksForPerson(alert, reviews.get(alert.id) ?? null, now)) return [];
    const speakerId = speakerAmong(alert, byId, ids);
    return speakerId === null ? [] : [{ alert, speakerId }];
  });
};
