import { z } from 'zod';
import { recordAudit } from '../db/audit.ts';
import { actorName } from '../domain/actor.ts';
import { addNote } from './note-row.ts';
import { emit } from './outbox.ts';
import { alertsToReview, refuseTwoOfOne, requireEveryReview, reviewInput, saveReviews } from './reviews.ts';
import { conflictWith, fetchItem, isAsSeen, updateItem, type VerbDeps } from './verb.ts';

export const closeInput = z.strictObject({
  version: z.number().int().optional(),
  reviews: z.array(reviewInput).default([]),
  note: z.string().trim().max(4_000).optional(),
});
export type CloseInput = z.infer<typeof closeInput>;

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
