import { and, eq, ne, or } from 'drizzle-orm';
import { z } from 'zod';
import { demandsItem } from '../alerts/attention.ts';
import { recordAudit } from '../db/audit.ts';
import { actorName } from '../domain/actor.ts';
import { actionsTaken, needsPerson, type Severity, verdicts } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { addNote } from './note-row.ts';
import { emit } from './outbox.ts';
import { conflictWith, fetchItem, isAsSeen, updateItem, type VerbDeps } from './verb.ts';
import { type AlertRow, type ItemRow, reviewsOf } from './view.ts';

const longestAcceptanceMs = 14 * dayMs;
/** Unless said otherwise, what is urgent is quiet for a day only. Convention. */
const usualAcceptanceMs = (severity: Severity): number =>
  needsPerson(severity) ? dayMs : longestAcceptanceMs;

export const closeInput = z.strictObject({
  version: z.number().int().optional(),
  reviews: z
    .array(
      z.strictObject({
        alertId: z.string(),
        verdict: z.enum(verdicts),
        action: z.enum(actionsTaken),
        /** a firing alert stays quiet until worse, or until this: at most 14 days ahead; by default 14, urgent or critical 1 */
        acceptUntil: z.iso.datetime({ offset: true }).optional(),
      }),
    )
    .default([]),
  note: z.string().trim().max(4_000).optional(),
});
export type CloseInput = z.infer<typeof closeInput>;
type Review = CloseInput['reviews'][number];

const alertsToReview = async (deps: VerbDeps, item: ItemRow) => {
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

const requireEveryReview = (alerts: readonly AlertRow[], reviews: readonly Review[]): void => {
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

const refuseTwoOfOne = (reviews: readonly Review[]): void => {
  const ids = reviews.map(r => r.alertId);
  if (new Set(ids).size === ids.length) return;
  throw new AppError('bad-request', 'an alert is reviewed twice in one request', {
    field: 'reviews.alertId',
    remedy: 'send one review for each alert',
  });
};

const acceptedUntil = (alert: AlertRow, review: Review, at: number): number | null => {
  if (alert.state !== 'firing') return null;
  const until =
    review.acceptUntil === undefined
      ? at + usualAcceptanceMs(alert.severity)
      : Date.parse(review.acceptUntil);
  if (until > at && until <= at + longestAcceptanceMs) return until;
  throw new AppError('bad-request', 'acceptUntil must lie ahead, at most 14 days', {
    field: 'reviews.acceptUntil',
    remedy: `send a time up to ${new Date(at + longestAcceptanceMs).toISOString()}`,
  });
};

const alertNamed = (alerts: readonly AlertRow[], alertId: string): AlertRow => {
  const alert = alerts.find(a => a.id === alertId);
  if (alert) return alert;
  throw new AppError('bad-request', 'an alert named in reviews does not wait for review on this item', {
    field: 'reviews.alertId',
    remedy: `review ${alerts.map(a => a.id).join(', ') || 'nothing: no alert waits'}`,
  });
};

const saveReviews = async (
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

/**
 * Ends a person's work on an item: every alert that demands it is reviewed, and a firing one is accepted until worse
 * or until a date. @throws AppError not-found, conflict, reviews-missing, bad-request
 */
export const close = (deps: VerbDeps, itemId: string, input: CloseInput): Promise<void> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const item = await fetchItem(deps, itemId);
    if (!isAsSeen(item, input.version)) throw conflictWith(item);
    const { demanding, reviewable } = await alertsToReview(deps, item);
    requireEveryReview(demanding, input.reviews);
    refuseTwoOfOne(input.reviews);
    const rows = await saveReviews(deps, item, reviewable, input.reviews);
    if (input.note) await addNote(deps, item, input.note);
    const by = actorName(actor);
    const closed = { closedBy: by, closedAt: at, lastActor: by, lastActedAt: at };
    await updateItem(deps, item, { state: 'closed', ...closed });
    wakeAt(deps, item.patientId, rows);
    await recordAudit(store, {
      at,
      actor,
      action: 'worklist-item.close',
      subject: { type: 'worklist-item', id: itemId },
      patientId: item.patientId,
      detail: {
        reviews: rows.map(({ alertId, verdict, action, acceptedUntil }) => ({
          alertId,
          verdict,
          action,
          acceptedUntil,
        })),
      },
    });
    await emit(store, { at, kind: 'worklist-item.closed', patientId: item.patientId, itemId });
  });

/** The end of an acceptance makes the patient due, so that a firing alert comes back by itself. */
const wakeAt = (
  { store }: VerbDeps,
  patientId: string,
  rows: readonly { readonly acceptedUntil: number | null }[],
): void => {
  for (const { acceptedUntil: until } of rows) {
    if (until === null) continue;
    store.sqlite
      .prepare('UPDATE due SET due_at = min(coalesce(due_at, ?), ?) WHERE patient_id = ?')
      .run(until, until, patientId);
  }
};
