import { and, eq, gte, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { AcceptedHandoffBody, HandoffBody } from '../contract/handoffs.ts';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { perform } from '../worklist/deed.ts';
import type { ItemRow } from '../worklist/rows.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { fetchHandoff, type HandoffRow, handoffBody } from './handoff-body.ts';

export const handoffAnswerInput = z.strictObject({});

const refuseOthers = ({ actor }: VerbDeps, { to, at }: HandoffRow): void => {
  if (actorName(actor) === to) return;
  throw new AppError('conflict', `this hand-off is to ${to}`, {
    field: 'Vigil-Actor',
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

/** Writes the answer once; returns the row as it is then. */
const settle = async (
  deps: VerbDeps,
  handoff: HandoffRow,
  answer: 'accept' | 'decline',
): Promise<HandoffRow> => {
  const { store, actor, at } = deps;
  const { handoff: table } = store.t;
  const [row] = await store.db
    .update(table)
    .set(answer === 'accept' ? { acceptedAt: at } : { declinedAt: at })
    .where(and(eq(table.id, handoff.id), isNull(table.acceptedAt), isNull(table.declinedAt)))
    .returning();
  if (!row) return handoff;
  await answerPages(deps, handoff);
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

/**
 * The receiver takes the items over: those still the giver's, or nobody's, are hers. Accepted again, nothing more
 * happens. @throws AppError not-found, conflict
 */
export const acceptHandoff = (deps: VerbDeps, id: string): Promise<AcceptedHandoffBody> =>
  deps.store.write(async () => {
    const handoff = await fetchHandoff(deps, id);
    refuseOthers(deps, handoff);
    refuseOtherAnswer(handoff, 'accept');
    const row = await settle(deps, handoff, 'accept');
    if (handoff.acceptedAt === null) {
      for (const item of stillGiven(await itemsOf(deps, handoff), handoff)) {
        const detail = { to: handoff.to, handoffId: id };
        await perform(deps, item, { verb: 'assign', fields: { owner: handoff.to }, detail });
      }
    }
    const items = await itemsOf(deps, handoff);
    const isGiven = ({ state, owner }: ItemRow) => state !== 'closed' && owner === handoff.to;
    const given = items.filter(isGiven).map(item => item.id);
    return { ...handoffBody(row, deps.at), given, left: handoff.itemIds.filter(one => !given.includes(one)) };
  });

/** The receiver does not take the items over: they stay as they are. @throws AppError not-found, conflict */
export const declineHandoff = (deps: VerbDeps, id: string): Promise<HandoffBody> =>
  deps.store.write(async () => {
    const handoff = await fetchHandoff(deps, id);
    refuseOthers(deps, handoff);
    refuseOtherAnswer(handoff, 'decline');
    return handoffBody(await settle(deps, handoff, 'decline'), deps.at);
  });
