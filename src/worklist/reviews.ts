import { and, eq, ne, or } from 'drizzle-orm';
import { z } from 'zod';
import { demandsItem } from '../alerts/attention.ts';
import { actorName } from '../domain/actor.ts';
import { actionsTaken, needsPerson, type Severity, verdicts } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { instantAhead, isoTime, longestAheadMs } from './ahead.ts';
import type { AlertRow, ItemRow } from './rows.ts';
import type { VerbDeps } from './verb.ts';
import { reviewsOf } from './view.ts';

/** Unless said otherwise, what is urgent is quiet for a day only. Convention. */
const usualAcceptanceMs = (severity: Severity): number => (needsPerson(severity) ? dayMs : longestAheadMs);

/** Was the alert real, what was done, and, while it still fires, until when it may stay quiet. */
export const reviewInput = z.strictObject({
  alertId: z.string(),
  verdict: z.enum(verdicts),
  action: z.enum(actionsTaken),
  /** a firing alert stays quiet until worse, or until this: at most 14 days ahead; by default 14, urgent or critical 1 */
  acceptUntil: isoTime.optional(),
});
type Review = z.infer<typeof reviewInput>;

/** The alerts a person must review to close an item, and those she may. */
export const alertsToReview = async (deps: VerbDeps, item: ItemRow) => {
  const { db, t } = deps.store;
  const alerts = await db
    .select()
    .from(t.alert)
    .where(
      and(eq(t.alert.patientId, item.patientId), or(eq(t.alert.itemId, item.id), ne(t.alert.state, 'ended'))),
    );
  const reviews = await reviewsOf(
    { reader: db, t },
    alerts.map(a => a.id),
  );
  return {
    demanding: alerts.filter(a => demandsItem(a, reviews.get(a.id) ?? null, deps.at)),
    // an alert of the item may have ended while the form was filled in: its review is still worth keeping
    reviewable: alerts.filter(
      a => a.itemId === item.id || demandsItem(a, reviews.get(a.id) ?? null, deps.at),
    ),
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

const acceptedUntil = (alert: AlertRow, review: Review, at: number): number | null => {
  if (alert.state !== 'firing') return null;
  return review.acceptUntil === undefined
    ? at + usualAcceptanceMs(alert.severity)
    : instantAhead('reviews.acceptUntil', review.acceptUntil, at);
};

const alertNamed = (alerts: readonly AlertRow[], alertId: string): AlertRow => {
  const alert = alerts.find(a => a.id === alertId);
  if (alert) return alert;
  throw new AppError('bad-request', 'an alert named in reviews does not wait for review on this item', {
    field: 'reviews.alertId',
    remedy: `review ${alerts.map(a => a.id).join(', ') || 'nothing: no alert waits'}`,
  });
};

/** Inside the verb's transaction. @throws AppError bad-request for an alert or a date that will not do */
export const saveReviews = async (
  deps: VerbDeps,
  item: ItemRow,
  alerts: readonly AlertRow[],
  reviews: readonly Review[],
) => {
  const { store, actor, at } = deps;
  const rows = reviews.map(review => {
    const alert = alertNamed(alerts, review.alertId);
    return {
      id: newId('rev'),
      alertId: alert.id,
      itemId: item.id,
      patientId: item.patientId,
      verdict: review.verdict,
      action: review.action,
      severity: alert.severity,
      acceptedUntil: acceptedUntil(alert, review, at),
      by: actorName(actor),
      at,
    };
  });
  if (rows.length > 0) await store.db.insert(store.t.alertReview).values(rows);
  return rows;
};
