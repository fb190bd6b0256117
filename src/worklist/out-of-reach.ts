import { type ActionTaken, type Concern, needsPerson, type Severity } from '../domain/alert.ts';

type Attempt = { readonly reached: boolean; readonly at: number };
type Alert = {
  readonly id: string;
  readonly severity: Severity;
  readonly concern: Concern;
  /** when, by our clock, it last fired anew or grew worse */
  readonly raisedAt: number | null;
};
type Review = { readonly alertId: string; readonly action: ActionTaken };

/**
 * Whether an action answers an alert though nobody was reached: it does if it brought in somebody who answers for the
 * patient now. Advice claims a conversation; watching leaves her as she is. A device is helped by a part in the post,
 * a patient with her cuff only if somebody answers. Convention.
 */
const answersUnreached: Readonly<Record<ActionTaken, 'always' | 'of-devices' | 'never'>> = {
  'informed-provider': 'always',
  'medication-changed': 'always',
  'visit-arranged': 'always',
  'emergency-services': 'always',
  'device-help': 'of-devices',
  'advised-patient': 'never',
  'advised-caregiver': 'never',
  watching: 'never',
  'nothing-needed': 'never',
};

const standsAlone = ({ concern }: Alert, action: ActionTaken): boolean =>
  answersUnreached[action] === 'always' ||
  (answersUnreached[action] === 'of-devices' && concern === 'device');

/** Whether the last word about an alert is an attempt that failed: nobody was reached since it was raised. */
const isOutOfReach = (attempts: readonly Attempt[], { raisedAt }: Alert): boolean => {
  const reached = attempts.filter(a => a.reached).map(a => a.at);
  const lastReachedAt = Math.max(Number.NEGATIVE_INFINITY, ...reached);
  return lastReachedAt < (raisedAt ?? 0) && attempts.some(a => !a.reached && a.at > lastReachedAt);
};

/**
 * The urgent and critical alerts that a close would end although people only tried in vain to reach somebody: "no
 * contact" is an attempt, never an outcome, and whether it was real cannot be known without a word. `attempts` are
 * those made for the item. Pure.
 */
export const closedOutOfReach = <A extends Alert>(
  attempts: readonly Attempt[],
  alerts: readonly A[],
  reviews: readonly Review[],
): A[] =>
  alerts.filter(alert => {
    const review = reviews.find(r => r.alertId === alert.id);
    if (!review || !needsPerson(alert.severity)) return false;
    return isOutOfReach(attempts, alert) && !standsAlone(alert, review.action);
  });
