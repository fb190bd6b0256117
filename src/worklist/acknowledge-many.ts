import { z } from 'zod';
import type { AcknowledgedManyBody } from '../contract/worklist-many.ts';
import { needsPerson, type Severity, severities } from '../domain/alert.ts';
import { AppError } from '../errors.ts';
import { acknowledged } from './acknowledge.ts';
import { perform } from './deed.ts';
import type { Viewer } from './list-filter.ts';
import type { ItemRow } from './rows.ts';
import { undoMs } from './undo-window.ts';
import { conflictOn, fetchItem, isAsSeen, noSuchItem, type VerbDeps } from './verb.ts';

const most = 200;

export const acknowledgeManyInput = z.strictObject({
  items: z
    .array(z.strictObject({ id: z.string().min(1), version: z.number().int() }))
    .min(1)
    .max(most)
    .refine(items => new Set(items.map(item => item.id)).size === items.length, 'must name each item once'),
});
export type AcknowledgeManyInput = z.infer<typeof acknowledgeManyInput>;

type One = AcknowledgeManyInput['items'][number];

/** @throws AppError not-allowed-now: what may not wait is looked at one by one */
const refuseSevere = ({ severity }: ItemRow): void => {
  const said = severities[severity] as Severity;
  if (!needsPerson(said)) return;
  throw new AppError(
    'not-allowed-now',
    `this item is ${said}: it is never acknowledged together with others`,
    {
      field: 'items.id',
      remedy: 'open it, and acknowledge it by itself',
    },
  );
};

const acknowledgeOne = async (
  deps: VerbDeps,
  { id, version }: One,
  { programs }: Pick<Viewer, 'programs'>,
): Promise<void> => {
  const item = await fetchItem(deps, id);
  if (programs !== null && !programs.includes(item.programId)) throw noSuchItem();
  if (!isAsSeen(item, version)) throw await conflictOn(deps, item);
  refuseSevere(item);
  await perform(deps, item, acknowledged(deps, item));
};

const refusal = (id: string, { code, message, details }: AppError) => ({
  id,
  code,
  detail: message,
  remedy: details.remedy ?? '',
  conflict: details.conflict
    ? { ...details.conflict, at: new Date(details.conflict.at).toISOString() }
    : null,
});

/**
 * Takes up many items at once, each as its own deed that can be taken back; those that may not be, or have changed, are
 * refused one by one with their reasons, and the rest is done. Urgent and critical ones always are refused.
 */
export const acknowledgeMany = (
  deps: VerbDeps,
  { items }: AcknowledgeManyInput,
  viewer: Pick<Viewer, 'programs'>,
): Promise<AcknowledgedManyBody> =>
  deps.store.write(async () => {
    const body: AcknowledgedManyBody = { acknowledged: [], refused: [] };
    for (const one of items) {
      try {
        // every refusal comes before the first write of its item
        await acknowledgeOne(deps, one, viewer);
        const until = new Date(deps.at + undoMs).toISOString();
        body.acknowledged.push({ id: one.id, version: one.version + 1, undoUntil: until });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        body.refused.push(refusal(one.id, error));
      }
    }
    return body;
  });
