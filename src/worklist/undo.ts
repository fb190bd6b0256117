import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { reopenTasks } from '../pathways/complete-by-contact.ts';
import { eventOf, peopleOwned, seenVersion, summarized } from './deed.ts';
import { reopenRequests } from './provider-request-row.ts';
import { realign } from './realign.ts';
import { refuseSecondOpen } from './reopen.ts';
import type { DeedRow, ItemRow } from './rows.ts';
import { undoMs } from './undo-window.ts';
import { conflictOn, conflictWith, didTo, fetchItem, updateItem, type VerbDeps } from './verb.ts';

export const undoInput = z.strictObject({ version: seenVersion });
export type UndoInput = z.infer<typeof undoInput>;

/** @throws AppError not-allowed-now when there is none */
const lastDeed = async ({ store: { db, t } }: VerbDeps, item: ItemRow): Promise<DeedRow> => {
  const [deed] = await db
    .select()
    .from(t.deed)
    .where(and(eq(t.deed.itemId, item.id), isNull(t.deed.undoneAt)))
    .orderBy(desc(t.deed.version))
    .limit(1);
  if (deed) return deed;
  throw new AppError('not-allowed-now', 'nobody has done anything to this item that could be taken back', {
    field: 'id',
    remedy: 'load the item again; `undo` says what can be taken back',
  });
};

/** Only the last deed, only by its doer, only for a moment. @throws AppError conflict, too-late */
const refuseUndo = async (deps: VerbDeps, item: ItemRow, deed: DeedRow): Promise<void> => {
  if (deed.version !== item.version) throw await conflictOn(deps, item);
  if (deed.by !== actorName(deps.actor)) {
    throw conflictWith(item, { by: deed.by, at: deed.at, did: didTo[deed.verb] });
  }
  if (deed.at + undoMs > deps.at) return;
  throw new AppError('too-late', `a deed can be taken back for ${undoMs / 1_000} seconds`, {
    field: 'id',
    remedy: 'do the opposite instead: reopen, assign again, or write a note',
  });
};

/** What the item was; what is computed from alerts is put back only where nothing computes it again. */
const stateBefore = ({ before }: DeedRow): Partial<ItemRow> => {
  const columns = before.state === 'closed' ? [...peopleOwned, ...summarized] : peopleOwned;
  return Object.fromEntries(columns.map(column => [column, before[column]]));
};

const deleteMade = async ({ store: { db, t } }: VerbDeps, { made }: DeedRow): Promise<void> => {
  if (made.length === 0) return;
  for (const table of [t.worklistNote, t.contact, t.alertReview, t.providerRequest]) {
    await db.delete(table).where(inArray(table.id, [...made]));
  }
};

/** Requests to a provider that the deed had ended wait again, and who lists them hears of it, and of what it had asked. */
const reopenEnded = async (deps: VerbDeps, { before, made, patientId, itemId }: DeedRow): Promise<void> => {
  const ended = Array.isArray(before.endedRequests) ? before.endedRequests.map(String) : [];
  await reopenRequests(deps, ended);
  for (const subjectId of [...made.filter(id => id.startsWith('prq_')), ...ended]) {
    const { store, at } = deps;
    await emit(store, { at, kind: 'provider-request.changed', patientId, itemId, subjectId });
  }
};

/** A line that only the close opened, for technical alerts that it left: they go back to where they were. */
const withdrawRemainder = async (deps: VerbDeps, item: ItemRow, { verb, at }: DeedRow): Promise<void> => {
  const { db, t } = deps.store;
  if (verb !== 'close') return;
  const [remainder] = await db
    .update(t.worklistItem)
    .set({ state: 'closed', closedBy: 'system', closedAt: deps.at })
    .where(
      and(
        eq(t.worklistItem.patientId, item.patientId),
        eq(t.worklistItem.state, 'open'),
        eq(t.worklistItem.openedAt, at),
        eq(t.worklistItem.lane, 'technical'),
        isNull(t.worklistItem.lastActor),
      ),
    )
    .returning({ id: t.worklistItem.id });
  if (!remainder) return;
  const { id: itemId } = remainder;
  await db.update(t.alert).set({ itemId: item.id }).where(eq(t.alert.itemId, itemId));
  await recordAudit(deps.store, {
    at: deps.at,
    actor: { type: 'system' },
    action: 'worklist-item.close',
    subject: { type: 'worklist-item', id: itemId },
    patientId: item.patientId,
    detail: { why: 'the close that left it was taken back' },
  });
  const event = { at: deps.at, kind: 'worklist-item.closed', patientId: item.patientId, itemId } as const;
  await emit(deps.store, event);
};

/**
 * Takes the last deed on an item back, within ten seconds and by who did it: the item is as it was, but for its
 * version, and what the deed made is gone. The audit keeps both.
 * @throws AppError not-found, conflict, too-late, not-allowed-now
 */
export const undo = (deps: VerbDeps, itemId: string, { version }: UndoInput): Promise<void> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const item = await fetchItem(deps, itemId);
    if (version !== undefined && version !== item.version) throw await conflictOn(deps, item);
    const deed = await lastDeed(deps, item);
    await refuseUndo(deps, item, deed);
    const before = stateBefore(deed);
    const state = before.state ?? item.state;
    await withdrawRemainder(deps, item, deed);
    if (state !== 'closed') await refuseSecondOpen(deps, item);
    await deleteMade(deps, deed);
    await reopenEnded(deps, deed);
    await updateItem(deps, item, before);
    await reopenTasks(deps, item.patientId, deed.made);
    await store.db.update(store.t.deed).set({ undoneAt: at }).where(eq(store.t.deed.id, deed.id));
    await recordAudit(store, {
      at,
      actor,
      action: 'worklist-item.undo',
      subject: { type: 'worklist-item', id: itemId },
      patientId: item.patientId,
      detail: { deedId: deed.id, verb: deed.verb },
    });
    await emit(store, { at, kind: eventOf(item.state, state), patientId: item.patientId, itemId });
    await realign(deps, item);
  });
