import { and, eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import type { ItemRow } from './view.ts';

/** What every human verb needs. `at` is taken once for all that it writes. */
export type VerbDeps = {
  readonly store: Store;
  readonly actor: Actor;
  readonly at: number;
};

/** @throws AppError not-found */
export const fetchItem = async ({ store: { db, t } }: VerbDeps, itemId: string): Promise<ItemRow> => {
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (item) return item;
  throw new AppError('not-found', 'there is no such worklist item', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/worklist',
  });
};

type Deed = { readonly by: string; readonly at: number; readonly did: string };

const lastDeed = (item: ItemRow): Deed => {
  if (item.state === 'closed') {
    return { by: item.closedBy ?? 'system', at: item.closedAt ?? item.changedAt, did: 'closed' };
  }
  if (item.changedAt > (item.lastActedAt ?? item.openedAt)) {
    return { by: 'a new or worse alert', at: item.changedAt, did: 'changed' };
  }
  const by = item.lastActor ?? 'system';
  const at = item.lastActedAt ?? item.changedAt;
  const acknowledged = by === item.acknowledgedBy && at === item.acknowledgedAt;
  return { by, at, did: acknowledged ? 'acknowledged' : 'changed' };
};

/** The second of two people learns who was first, and when. */
export const conflictWith = (item: ItemRow, { by, at, did }: Deed = lastDeed(item)): AppError =>
  new AppError('conflict', `${by} ${did} this item at ${new Date(at).toISOString()}`, {
    remedy: 'load the item again and decide on what it says now',
    conflict: { by, at, state: item.state },
  });

/** Whether the item is still as the person saw it; without a version only its state decides. */
export const isAsSeen = (item: ItemRow, version: number | undefined): boolean =>
  item.state !== 'closed' && (version === undefined || version === item.version);

/** Writes the change only if the item is still the one that was fetched: a lost race is a conflict. */
export const updateItem = async (
  { store: { db, t } }: VerbDeps,
  item: ItemRow,
  fields: Partial<ItemRow>,
): Promise<void> => {
  const updated = await db
    .update(t.worklistItem)
    .set({ ...fields, version: item.version + 1 })
    .where(and(eq(t.worklistItem.id, item.id), eq(t.worklistItem.version, item.version)))
    .returning({ id: t.worklistItem.id });
  if (updated.length === 0) throw conflictWith(item);
};
