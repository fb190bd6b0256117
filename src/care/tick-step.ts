import { and, eq } from 'drizzle-orm';
import { alertSteps } from '../alerts/sources.ts';
import { armPaging } from '../attendance/arm-paging.ts';
import type { StepInput } from '../contract/steps.ts';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { conflictOn, fetchItem, isAsSeen, type VerbDeps } from '../worklist/verb.ts';

/** @throws AppError bad-request: the step is of no alert on the item */
const requireStep = async (
  { store: { db, t } }: VerbDeps,
  itemId: string,
  { ruleId, step }: StepInput,
): Promise<void> => {
  const [alert] = await db
    .select({ id: t.alert.id })
    .from(t.alert)
    .where(and(eq(t.alert.itemId, itemId), eq(t.alert.ruleId, ruleId)))
    .limit(1);
  if (alert === undefined)
    throw new AppError('bad-request', 'ruleId: no alert of this rule is on the item', {
      field: 'ruleId',
      remedy: "take the ruleId of one of the item's alerts",
    });
  const { length } = alertSteps(ruleId);
  if (step < length) return;
  throw new AppError('bad-request', `step: the rule has ${length} steps, counted from 0`, {
    field: 'step',
    remedy: "send the place of a step in the alert's steps",
  });
};

/** Writes or removes the tick; false when it was so already. */
const write = async (
  { store: { db, t }, actor, at }: VerbDeps,
  { id: itemId, patientId }: { readonly id: string; readonly patientId: string },
  { ruleId, step, done }: StepInput,
): Promise<boolean> => {
  const { stepDone } = t;
  const rows = done
    ? await db
        .insert(stepDone)
        .values({ itemId, ruleId, step, patientId, by: actorName(actor), at })
        .onConflictDoNothing()
        .returning({ step: stepDone.step })
    : await db
        .delete(stepDone)
        .where(and(eq(stepDone.itemId, itemId), eq(stepDone.ruleId, ruleId), eq(stepDone.step, step)))
        .returning({ step: stepDone.step });
  return rows.length > 0;
};

/**
 * Ticks a step of a rule's protocol on an open item, or takes the tick away. Whoever ticks works on the line, so it does
 * not leave by itself, but nobody else's verb is in conflict with a tick. Twice is once, by the first.
 * @throws AppError not-found, conflict, bad-request
 */
export const tickStep = (deps: VerbDeps, itemId: string, input: StepInput): Promise<void> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const item = await fetchItem(deps, itemId);
    if (!isAsSeen(item, undefined)) throw await conflictOn(deps, item);
    await requireStep(deps, itemId, input);
    if (!(await write(deps, item, input))) return;
    await store.db
      .update(store.t.worklistItem)
      .set({ lastActor: actorName(actor), lastActedAt: at })
      .where(eq(store.t.worklistItem.id, itemId));
    const { patientId } = item;
    const { ruleId, step, done } = input;
    await recordAudit(store, {
      at,
      actor,
      action: done ? 'worklist-item.tick-step' : 'worklist-item.untick-step',
      subject: { type: 'worklist-item', id: itemId },
      patientId,
      detail: { ruleId, step },
    });
    await emit(store, { at, kind: 'worklist-item.changed', patientId, itemId });
    await armPaging(store, itemId, at);
  });
