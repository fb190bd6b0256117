import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { type Deed, perform, seenVersion } from './deed.ts';
import { addNote } from './note-row.ts';
import { closedOutOfReach } from './out-of-reach.ts';
import { openRequest } from './provider-request-row.ts';
import { realign } from './realign.ts';
import {
  alertsToReview,
  carriedRow,
  noticedRow,
  refuseTwoOfOne,
  requireEveryReview,
  reviewInput,
  reviewRows,
} from './reviews.ts';
import type { AlertRow, ItemRow, ReviewRow } from './rows.ts';
import { conflictOn, fetchItem, isAsSeen, type VerbDeps } from './verb.ts';
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
  alerts: readonly AlertRow[],
  reviews: readonly ReviewRow[],
): Promise<void> => {
  const attempts = await db.select().from(t.contact).where(eq(t.contact.itemId, item.id));
  const unreached = closedOutOfReach(attempts, alerts, reviews);
  if (unreached.length === 0) return;
  throw new AppError('not-allowed-now', 'nobody was reached about an urgent or critical alert', {
    field: 'reviews',
    remedy: `log a contact that reached somebody, or say of ${unreached.map(a => a.id).join(', ')} that the provider was informed, a visit arranged, medication changed or emergency services called`,
  });
};

type Said = ReviewRow & {
  /** the reviewed alert that spoke for this one */
  readonly with?: string;
};

/** A due task is no alert to be judged. @throws AppError not-allowed-now naming the tasks */
const refuseDuties = async ({ store: { db, t } }: VerbDeps, duties: readonly AlertRow[]): Promise<void> => {
  if (duties.length === 0) return;
  const ids = duties.map(a => a.id);
  const due = await db
    .select({ id: t.careTask.id })
    .from(t.careTask)
    .where(and(inArray(t.careTask.alertId, ids), eq(t.careTask.state, 'open')));
  throw new AppError('not-allowed-now', 'a task is due on this item', {
    field: 'tasks',
    remedy: `do, move or cancel ${due.map(task => task.id).join(', ')} first`,
  });
};

/** What is said of notices that have no review of their own: what was done about the first alert that has. */
const noticed = (
  deps: VerbDeps,
  item: ItemRow,
  notices: readonly AlertRow[],
  given: readonly ReviewRow[],
): Said[] => {
  const [first] = given;
  if (!first) return [];
  return notices
    .filter(alert => !given.some(r => r.alertId === alert.id))
    .map(alert => ({ ...noticedRow(deps, item, alert, first), with: first.alertId }));
};

/** What a person says of alerts, and so of those that they spoke for. @throws AppError reviews-missing, bad-request, not-allowed-now */
const saidOf = async (deps: VerbDeps, item: ItemRow, reviews: CloseInput['reviews']): Promise<Said[]> => {
  const { demanding, duties, notices, required, reviewable, answeredBy } = await alertsToReview(deps, item);
  await refuseDuties(deps, duties);
  requireEveryReview(required.length + reviews.length === 0 ? notices : required, reviews);
  refuseTwoOfOne(reviews);
  const given = reviewRows(deps, item, reviewable, reviews);
  const carried = answeredBy(given.map(r => r.alertId)).flatMap(({ alert, speakerId }) => {
    const of = given.find(r => r.alertId === speakerId);
    return of ? [{ ...carriedRow(deps, item, alert, of), with: speakerId }] : [];
  });
  const said = [...given, ...carried, ...noticed(deps, item, notices, given)];
  await refuseOutOfReach(deps, item, demanding, said);
  return said;
};

/** An answer to a line that is closed would reach nobody. @throws AppError not-allowed-now */
const refuseWhileAwaiting = async (deps: VerbDeps, item: ItemRow): Promise<void> => {
  if ((await openRequest(deps, item.id)) === undefined) return;
  throw new AppError('not-allowed-now', 'the provider has not answered yet', {
    field: 'awaitingProvider',
    remedy: 'record what the provider said, or withdraw the request (provider-answered), then close',
  });
};

const deedOf = async (deps: VerbDeps, item: ItemRow, input: CloseInput): Promise<Deed> => {
  const { db, t } = deps.store;
  await refuseWhileAwaiting(deps, item);
  const said = await saidOf(deps, item, input.reviews);
  if (said.length > 0) await db.insert(t.alertReview).values(said.map(({ with: _, ...row }) => row));
  // the end of an acceptance brings a firing alert back by itself
  for (const { acceptedUntil } of said) {
    if (acceptedUntil !== null) await wakeAt(deps.store, item.patientId, acceptedUntil);
  }
  const notes = input.note ? [await addNote(deps, item, input.note)] : [];
  const reviews = said.map(({ alertId, verdict, action, acceptedUntil, with: speaker }) => ({
    alertId,
    verdict,
    action,
    acceptedUntil,
    ...(speaker ? { with: speaker } : {}),
  }));
  return {
    verb: 'close',
    fields: { state: 'closed', closedBy: actorName(deps.actor), closedAt: deps.at },
    made: [...said.map(r => r.id), ...notes],
    detail: { reviews },
  };
};

/**
 * Ends a person's work on an item: every alert that demands it is reviewed, and with it what it spoke for; a firing one
 * is accepted until worse or until a date. A technical alert need not be reviewed to close a line that is not technical:
 * it then has a line of its own. @throws AppError not-found, conflict, reviews-missing, bad-request, not-allowed-now
 */
export const close = (deps: VerbDeps, itemId: string, input: CloseInput): Promise<void> =>
  deps.store.write(async () => {
    const item = await fetchItem(deps, itemId);
    if (!isAsSeen(item, input.version)) throw await conflictOn(deps, item);
    await perform(deps, item, await deedOf(deps, item, input));
    await realign(deps, item);
  });
