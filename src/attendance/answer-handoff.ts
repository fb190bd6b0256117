import { and, eq, gte, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { refuseBlindReceiver } from '../accounts/receiver.ts';
import type { AcceptedHandoffBody, HandoffBody } from '../contract/handoffs.ts';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { perform } from '../worklist/deed.ts';
import type { ItemRow } from '../worklist/rows.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { fetchHandoff, type HandoffRow, handoffBody } from './handoff-body.ts';
import { releaseHandoff } from './release-handoff.ts';

export const handoffAnswerInput = z.strictObject({});

const refuseOthers = ({ actor }: VerbDeps, { to, at }: HandoffRow): void => {
  if (actorName(actor) === to) return;
  throw new AppError('conflict', `this hand-off is to ${to}`, {
    field: 'id',
    remedy: `only ${to} can answer it`,
    conflict: { by: to, at, state: 'waiting' },
  });
};

/** @throws AppError conflict when it was answered otherwise */
const refuseOtherAnswer = (
  { to, acceptedAt, declinedAt }: HandoffRow,
  answer: 'accept' | 'decline',
): void => {
  const at = answer === 'accept' ? declinedAt : acceptedAt;
  if (at === null) return;
  const did = answer === 'accept' ? 'declined' : 'accepted';
  throw new AppError('conflict', `${to} ${did} this hand-off at ${new Date(at).toISOString()}`, {
    field: 'id',
    remedy: answer === 'accept' ? 'ask for it to be handed over again' : 'hand the items over instead',
    conflict: { by: to, at, state: did },
  });
};

const answerPages = async ({ store: { db, t }, actor, at }: VerbDeps, handoff: HandoffRow): Promise<void> => {
  if (handoff.escalatedAt === null) return;
  const { page } = t;
  await db
    .update(page)
    .set({ state: 'answered', answeredAt: at, answeredBy: actorName(actor) })
    .where(
      and(
        gte(page.at, handoff.escalatedAt),
        eq(page.handoffId, handoff.id),
        inArray(page.state, ['sent', 'nobody']),
      ),
    );
};

/** Writes the answer once; returns the row as it is then, null when it had been answered already. */
const settle = async (
  deps: VerbDeps,
  handoff: HandoffRow,
  answer: 'accept' | 'decline',
): Promise<HandoffRow | null> => {
  const { store, actor, at } = deps;
  const { handoff: table } = store.t;
  const [row] = await store.db
    .update(table)
    .set(
      answer === 'accept' ? { acceptedAt: at } : { declinedAt: at, escalatedAt: handoff.escalatedAt ?? at },
    )
    .where(and(eq(table.id, handoff.id), isNull(table.acceptedAt), isNull(table.declinedAt)))
    .returning();
  if (!row) return null;
  await recordAudit(store, {
    at,
    actor,
    action: `handoff.${answer}`,
    subject: { type: 'handoff', id: handoff.id },
    patientId: null,
    detail: { from: handoff.from, itemIds: [...handoff.itemIds] },
  });
  await emit(store, { at, kind: 'handoff.changed', patientId: null, itemId: null, subjectId: handoff.id });
  return row;
};

const itemsOf = ({ store: { db, t } }: VerbDeps, { itemIds }: HandoffRow): Promise<ItemRow[]> =>
  db
    .select()
    .from(t.worklistItem)
    .where(inArray(t.worklistItem.id, [...itemIds]));

/** Items that nobody but the giver has had since. */
const stillGiven = (items: readonly ItemRow[], { from }: HandoffRow): ItemRow[] =>
  items.filter(({ state, owner }) => state !== 'closed' && (owner === null || owner === from));

/** What was put back because nobody answered in time, and has not changed since, is taken up by accepting it. */
const takenUp = ({ actor, at }: VerbDeps, item: ItemRow, { escalatedAt }: HandoffRow): Partial<ItemRow> =>
  item.state === 'open' && item.acknowledgedAt !== null && item.changedAt === escalatedAt
    ? {
        state: 'acknowledged',
        acknowledgedBy: actorName(actor),
        acknowledgedAt: at,
        acknowledgedSeverity: item.severity,
      }
    : {};

const takeOver = async (deps: VerbDeps, handoff: HandoffRow): Promise<void> => {
  await answerPages(deps, handoff);
  for (const item of stillGiven(await itemsOf(deps, handoff), handoff)) {
    const fields = { owner: handoff.to, ...takenUp(deps, item, handoff) };
    await perform(deps, item, {
      verb: 'assign',
      fields,
      detail: { to: handoff.to, handoffId: handoff.id },
    });
  }
};

/**
 * The receiver takes the items over: those still the giver's, or nobody's, are hers. Accepted again, nothing more
 * happens. @throws AppError not-found, conflict
 */
export const acceptHandoff = (deps: VerbDeps, id: string): Promise<AcceptedHandoffBody> =>
  deps.store.write(async () => {
    const handoff = await fetchHandoff(deps, id);
    refuseOthers(deps, handoff);
    refuseOtherAnswer(handoff, 'accept');
    const theirs = (await itemsOf(deps, handoff)).map(item => item.programId);
    await refuseBlindReceiver(deps.store, handoff.to, theirs, 'id');
    const row = await settle(deps, handoff, 'accept');
    if (row) await takeOver(deps, row);
    const items = await itemsOf(deps, handoff);
    const isGiven = ({ state, owner }: ItemRow) => state !== 'closed' && owner === handoff.to;
    const given = items.filter(isGiven).map(item => item.id);
    const left = handoff.itemIds.filter(one => !given.includes(one));
    return { ...handoffBody(row ?? handoff, deps.at), given, left };
  });

/**
 * The receiver does not take the items over: they stay the giver's, and critical ones are told to others at once unless
 * they were when she did not answer in time. @throws AppError not-found, conflict
 */
export const declineHandoff = (deps: VerbDeps, id: string): Promise<HandoffBody> =>
  deps.store.write(async () => {
    const handoff = await fetchHandoff(deps, id);
    refuseOthers(deps, handoff);
    refuseOtherAnswer(handoff, 'decline');
    const row = await settle(deps, handoff, 'decline');
    if (row && handoff.escalatedAt === null) {
      await releaseHandoff(deps.store, handoff, [handoff.from, handoff.to], deps.at);
    }
    return handoffBody(row ?? handoff, deps.at);
  });
