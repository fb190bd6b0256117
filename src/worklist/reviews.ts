import { and, eq, or } from 'drizzle-orm';
import { z } from 'zod';
import { demandsItem } from '../alerts/attention.ts';
import { isDuty, isNotice } from '../alerts/sources.ts';
import { isStanding } from '../db/partial.ts';
import { actorName } from '../domain/actor.ts';
import { actionsTaken, verdicts } from '../domain/alert.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { usuallyAcceptedUntil } from './acceptance.ts';
import { instantAhead, isoTime } from './ahead.ts';
import { reviewsOf } from './reviews-of.ts';
import type { AlertRow, ItemRow, ReviewRow } from './rows.ts';
import { answeredWith, mustAnswer } from './to-answer.ts';
import type { VerbDeps } from './verb.ts';

/** Was the alert real, what was done, and, while it still fires, until when it may stay quiet. */
export const reviewInput = z.strictObject({
  alertId: z.string(),
  /** of a notice nobody asks: what it states is so */
  verdict: z.enum(verdicts).optional(),
  action: z.enum(actionsTaken),
  /** a firing alert stays quiet until worse, or until this: at most 14 days ahead; by default 14, urgent or critical 1 */
  acceptUntil: isoTime.optional(),
});
type Review = z.infer<typeof reviewInput>;

/** The alerts a person must review to close an item, those she may, and what else her reviews answer. */
export const alertsToReview = async (deps: VerbDeps, item: ItemRow) => {
  const { db, t } = deps.store;
  const alerts = await db
    .select()
    .from(t.alert)
    .where(and(eq(t.alert.patientId, item.patientId), or(eq(t.alert.itemId, item.id), isStanding(t.alert))));
  const reviews = await reviewsOf(
    { reader: db, t },
    alerts.map(a => a.id),
  );
  const demanding = alerts.filter(a => demandsItem(a, reviews.get(a.id) ?? null, deps.at));
  return {
    demanding,
    /** what no review answers */
    duties: demanding.filter(a => isDuty(a.ruleId)),
    /** what needs no answer of its own where others have one */
    notices: demanding.filter(a => isNotice(a.ruleId) && !isDuty(a.ruleId)),
    required: mustAnswer(alerts, reviews, deps.at).filter(a => !isNotice(a.ruleId)),
    // an alert of the item may have ended while the form was filled in: its review is still worth keeping
    reviewable: alerts.filter(
      a => a.itemId === item.id || demandsItem(a, reviews.get(a.id) ?? null, deps.at),
    ),
    answeredBy: (reviewedIds: readonly string[]) => answeredWith(alerts, reviews, reviewedIds, deps.at),
  };
};

/** @throws AppError reviews-missing naming the alerts */
export const requireEveryReview = (alerts: readonly AlertRow[], reviews: readonly Review[]): void => {
  const missing = alerts.filter(a => !reviews.some(r => r.alertId === a.id));
  if (missing.length === 0) return;
  throw new AppError(
    'reviews-missing',
    `say of each alert whether it was real: ${missing.length} not reviewed`,
    {
      field: 'reviews',
      remedy: `add a review for ${missing.map(a => a.id).join(', ')}`,
    },
  );
};

/** @throws AppError bad-request */
export const refuseTwoOfOne = (reviews: readonly Review[]): void => {
  const ids = reviews.map(r => r.alertId);
  if (new Set(ids).size === ids.length) return;
  throw new AppError('bad-request', 'an alert is reviewed twice in one request', {
    field: 'reviews.alertId',
    remedy: 'send one review for each alert',
  });
};

const acceptedUntil = (alert: AlertRow, review: Review, at: number): number | null =>
  alert.state !== 'firing' || review.acceptUntil === undefined
    ? usuallyAcceptedUntil(alert, at)
    : instantAhead('reviews.acceptUntil', review.acceptUntil, at);

const alertNamed = (alerts: readonly AlertRow[], alertId: string): AlertRow => {
  const alert = alerts.find(a => a.id === alertId);
  if (alert) return alert;
  throw new AppError('bad-request', 'an alert named in reviews does not wait for review on this item', {
    field: 'reviews.alertId',
    remedy: `review ${alerts.map(a => a.id).join(', ') || 'nothing: no alert waits'}`,
  });
};

type Said = Pick<ReviewRow, 'verdict' | 'action' | 'acceptedUntil'>;

const rowOf = ({ actor, at }: VerbDeps, item: ItemRow, alert: AlertRow, said: Said): ReviewRow => ({
  id: newId('rev'),
  alertId: alert.id,
  itemId: item.id,
  patientId: item.patientId,
  verdict: said.verdict,
  action: said.action,
  severity: alert.severity,
  acceptedUntil: said.acceptedUntil,
  by: actorName(actor),
  at,
});

/** @throws AppError bad-request naming the field */
const verdictOf = ({ ruleId }: AlertRow, { verdict }: Review): ReviewRow['verdict'] => {
  if (verdict !== undefined) return verdict;
  if (isNotice(ruleId)) return 'true';
  throw new AppError('bad-request', 'verdict: say whether the alert was real', {
    field: 'reviews.verdict',
    remedy: `send one of ${verdicts.join(', ')}; only a notice goes without`,
  });
};

/** Reviews as a person gives them. @throws AppError bad-request for an alert or a date that will not do */
export const reviewRows = (
  deps: VerbDeps,
  item: ItemRow,
  alerts: readonly AlertRow[],
  reviews: readonly Review[],
): ReviewRow[] =>
  reviews.map(review => {
    const alert = alertNamed(alerts, review.alertId);
    return rowOf(deps, item, alert, {
      verdict: verdictOf(alert, review),
      action: review.action,
      acceptedUntil: acceptedUntil(alert, review, deps.at),
    });
  });

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? a : Math.min(a, b);

/** The same said of what a reviewed alert spoke for, accepted no longer than that one. */
export const carriedRow = (deps: VerbDeps, item: ItemRow, alert: AlertRow, of: ReviewRow): ReviewRow =>
  rowOf(deps, item, alert, {
    ...of,
    acceptedUntil: earlier(usuallyAcceptedUntil(alert, deps.at), of.acceptedUntil),
  });

/** The action said of another alert, said of a notice beside it. */
export const noticedRow = (
  deps: VerbDeps,
  item: ItemRow,
  alert: AlertRow,
  { action }: ReviewRow,
): ReviewRow =>
  rowOf(deps, item, alert, { verdict: 'true', action, acceptedUntil: usuallyAcceptedUntil(alert, deps.at) });
