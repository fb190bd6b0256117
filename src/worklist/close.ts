import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { onOpenItem, seenVersion } from './deed.ts';
import { addNote } from './note-row.ts';
import { closedOutOfReach } from './out-of-reach.ts';
import { alertsToReview, refuseTwoOfOne, requireEveryReview, reviewInput, saveReviews } from './reviews.ts';
import type { AlertRow, ItemRow } from './rows.ts';
import type { VerbDeps } from './verb.ts';
import { wakeAt } from './wake.ts';

export const closeInput = z.strictObject({
  version: seenVersion,
  reviews: z.array(reviewInput).default([]),
  note: z.string().trim().max(4_000).optional(),
});
export type CloseInput = z.infer<typeof closeInput>;

/** @throws AppError not-allowed-now naming the alerts about which nobody was reached */
const refuseOutOfReach = async (
  { store: { db, t } }: VerbDeps,
  item: ItemRow,
  demanding: readonly AlertRow[],
  reviews: CloseInput['reviews'],
): Promise<void> => {
  const attempts = await db.select().from(t.contact).where(eq(t.contact.itemId, item.id));
  const alerts = closedOutOfReach(attempts, demanding, reviews);
  if (alerts.length === 0) return;
  throw new AppError('not-allowed-now', 'nobody was reached about an urgent or critical alert', {
    field: 'reviews',
    remedy: `log a contact that reached somebody, or say of ${alerts.map(a => a.id).join(', ')} that the provider was informed, a visit arranged, medication changed or emergency services called`,
  });
};

/**
 * Ends a person's work on an item: every alert that demands it is reviewed, and a firing one is accepted until worse
 * or until a date. @throws AppError not-found, conflict, reviews-missing, bad-request, not-allowed-now
 */
export const close = (deps: VerbDeps, itemId: string, input: CloseInput): Promise<void> =>
  onOpenItem(deps, itemId, input.version, async item => {
    const { demanding, reviewable } = await alertsToReview(deps, item);
    requireEveryReview(demanding, input.reviews);
    refuseTwoOfOne(input.reviews);
    await refuseOutOfReach(deps, item, demanding, input.reviews);
    const rows = await saveReviews(deps, item, reviewable, input.reviews);
    // the end of an acceptance brings a firing alert back by itself
    for (const { acceptedUntil } of rows) {
      if (acceptedUntil !== null) wakeAt(deps.store, item.patientId, acceptedUntil);
    }
    const notes = input.note ? [await addNote(deps, item, input.note)] : [];
    const reviews = rows.map(({ alertId, verdict, action, acceptedUntil }) => ({
      alertId,
      verdict,
      action,
      acceptedUntil,
    }));
    return {
      verb: 'close',
      fields: { state: 'closed', closedBy: actorName(deps.actor), closedAt: deps.at },
      made: [...rows.map(r => r.id), ...notes],
      detail: { reviews },
    };
  });
