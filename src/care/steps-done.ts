import { inArray } from 'drizzle-orm';
import { alertSteps } from '../alerts/sources.ts';
import type { StepBody } from '../contract/alerts.ts';
import type { StepsBody } from '../contract/steps.ts';
import type { Store } from '../db/open.ts';

export type StepDone = { readonly by: string; readonly at: number };
/** By rule and number of the step: `bp-low 0`. */
export type StepsDone = ReadonlyMap<string, StepDone>;

/** The steps of protocols ticked on some items, by item. */
export const stepsDoneOf = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, StepsDone>> => {
  if (itemIds.length === 0) return new Map();
  const rows = await reader
    .select()
    .from(t.stepDone)
    .where(inArray(t.stepDone.itemId, [...itemIds]));
  const byItem = Map.groupBy(rows, row => row.itemId);
  return new Map(
    [...byItem].map(([itemId, its]) => [
      itemId,
      new Map(its.map(({ ruleId, step, by, at }) => [`${ruleId} ${step}`, { by, at }])),
    ]),
  );
};

/** A rule's protocol, with what of it was ticked on an item. */
export const stepBodies = (ruleId: string, done: StepsDone | undefined): StepBody[] =>
  alertSteps(ruleId).map((text, step) => {
    const tick = done?.get(`${ruleId} ${step}`);
    return { text, doneBy: tick?.by ?? null, doneAt: tick ? new Date(tick.at).toISOString() : null };
  });

export const readSteps = async (
  deps: Pick<Store, 'reader' | 't'>,
  itemId: string,
  ruleId: string,
): Promise<StepsBody> => {
  const ticked = await stepsDoneOf(deps, [itemId]);
  return { itemId, ruleId, steps: stepBodies(ruleId, ticked.get(itemId)) };
};
