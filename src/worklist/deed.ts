import { z } from 'zod';
import { armPaging } from '../attendance/arm-paging.ts';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import type { ItemVerb } from '../domain/contact.ts';
import type { EventKind } from '../domain/event.ts';
import { newId } from '../ids.ts';
import type { ItemRow } from './rows.ts';
import { conflictOn, fetchItem, isAsSeen, updateItem, type VerbDeps } from './verb.ts';

/** The version of the item as the person saw it. */
export const seenVersion = z.number().int().optional();

/** What is special to a verb; everything else about carrying it out is the same for all. */
export type Deed = {
  readonly verb: ItemVerb;
  readonly fields: Partial<ItemRow>;
  /** ids of the rows it made: a note, a contact, reviews */
  readonly made?: readonly string[];
  /** ids of the requests to a provider that it ended: taken back, they are open again */
  readonly endedRequests?: readonly string[];
  /** for the audit: ids and codes, never a patient's data */
  readonly detail: Readonly<Record<string, unknown>>;
  /** events besides the one that tells of the item */
  readonly tells?: readonly { readonly kind: EventKind; readonly subjectId?: string }[];
};

/** Columns that only people change. */
export const peopleOwned = [
  'state',
  'acknowledgedBy',
  'acknowledgedAt',
  'acknowledgedSeverity',
  'closedBy',
  'closedAt',
  'lastActor',
  'lastActedAt',
  'owner',
  'snoozedUntil',
  'snoozedBy',
  'escalatedTo',
  'escalatedAt',
  'escalatedBy',
  'awaitingProviderSince',
  'awaitingProviderFor',
  'nextTryAt',
] as const satisfies readonly (keyof ItemRow)[];

/** Columns that are computed from the alerts while an item is open, and stand still once it is closed. */
export const summarized = [
  'severity',
  'confirmed',
  'resolved',
  'lane',
  'slaDueAt',
] as const satisfies readonly (keyof ItemRow)[];

/** The event that tells of an item's change of state. */
export const eventOf = (from: ItemRow['state'], to: ItemRow['state']): EventKind => {
  if (from !== 'closed' && to === 'closed') return 'worklist-item.closed';
  return from === 'closed' && to !== 'closed' ? 'worklist-item.opened' : 'worklist-item.changed';
};

/** Keeps what was done with what was before it, so that it can be told and taken back. */
const recordDeed = async (
  { store, actor, at }: VerbDeps,
  item: ItemRow,
  { verb, made = [], endedRequests = [] }: Deed,
  version: number,
): Promise<void> => {
  await store.db.insert(store.t.deed).values({
    id: newId('deed'),
    itemId: item.id,
    patientId: item.patientId,
    verb,
    by: actorName(actor),
    at,
    version,
    before: {
      ...Object.fromEntries([...peopleOwned, ...summarized].map(column => [column, item[column]])),
      endedRequests,
    },
    made,
  });
};

/** Inside a transaction: conditional update, deed, audit row and events of one human act. @throws AppError conflict */
export const perform = async (deps: VerbDeps, item: ItemRow, deed: Deed): Promise<void> => {
  const { store, actor, at } = deps;
  const { patientId, id: itemId } = item;
  const version = await updateItem(deps, item, {
    ...deed.fields,
    lastActor: actorName(actor),
    lastActedAt: at,
  });
  await recordDeed(deps, item, deed, version);
  await recordAudit(store, {
    at,
    actor,
    action: `worklist-item.${deed.verb}`,
    subject: { type: 'worklist-item', id: itemId },
    patientId,
    detail: deed.detail,
  });
  await emit(store, { at, kind: eventOf(item.state, deed.fields.state ?? item.state), patientId, itemId });
  for (const told of deed.tells ?? []) await emit(store, { at, patientId, itemId, ...told });
  await armPaging(store, itemId, at);
};

/**
 * One transaction: an item that is open, and as it was seen, is acted on as `act` says.
 * @throws AppError not-found, conflict
 */
export const onOpenItem = (
  deps: VerbDeps,
  itemId: string,
  version: number | undefined,
  act: (item: ItemRow) => Deed | Promise<Deed>,
): Promise<void> =>
  deps.store.write(async () => {
    const item = await fetchItem(deps, itemId);
    if (!isAsSeen(item, version)) throw await conflictOn(deps, item);
    await perform(deps, item, await act(item));
  });
