import { and, desc, eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { Actor } from '../domain/actor.ts';
import type { ItemVerb } from '../domain/contact.ts';
import { AppError } from '../errors.ts';
import type { ItemRow } from './rows.ts';

/** What every human verb needs. `at` is taken once for all that it writes. */
export type VerbDeps = {
  readonly store: Store;
  readonly actor: Actor;
  readonly at: number;
};

export const noSuchItem = (): AppError =>
  new AppError('not-found', 'there is no such worklist item', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/worklist',
  });

/** @throws AppError not-found */
export const fetchItem = async ({ store: { db, t } }: VerbDeps, itemId: string): Promise<ItemRow> => {
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (item) return item;
  throw noSuchItem();
};

type Change = { readonly by: string; readonly at: number; readonly did: string };

export const didTo: Readonly<Record<ItemVerb, string>> = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  snooze: 'snoozed',
  escalate: 'escalated',
  'await-provider': 'asked the provider about',
  'provider-answered': "recorded the provider's answer on",
  note: 'wrote a note on',
  'log-contact': 'logged a contact on',
  close: 'closed',
  reopen: 'reopened',
};

const lastChange = async ({ store: { db, t } }: VerbDeps, item: ItemRow): Promise<Change> => {
  if (item.state === 'closed') {
    return { by: item.closedBy ?? 'system', at: item.closedAt ?? item.changedAt, did: 'closed' };
  }
  const [deed] = await db
    .select()
    .from(t.deed)
    .where(eq(t.deed.itemId, item.id))
    .orderBy(desc(t.deed.version))
    .limit(1);
  const actedAt = deed?.undoneAt ?? deed?.at ?? item.lastActedAt;
  if (item.changedAt > (actedAt ?? item.openedAt)) {
    return { by: 'a new or worse alert', at: item.changedAt, did: 'changed' };
  }
  const by = deed?.by ?? item.lastActor ?? 'system';
  const did = deed ? (deed.undoneAt === null ? didTo[deed.verb] : 'took something back on') : 'changed';
  return { by, at: actedAt ?? item.changedAt, did };
};

/** The second of two people learns who was first, and when. */
export const conflictWith = (item: ItemRow, { by, at, did }: Change): AppError =>
  new AppError('conflict', `${by} ${did} this item at ${new Date(at).toISOString()}`, {
    remedy: 'load the item again and decide on what it says now',
    conflict: { by, at, state: item.state },
  });

export const conflictOn = async (deps: VerbDeps, item: ItemRow): Promise<AppError> =>
  conflictWith(item, await lastChange(deps, item));

/** Whether the item is still as the person saw it; without a version only its state decides. */
export const isAsSeen = (item: ItemRow, version: number | undefined): boolean =>
  item.state !== 'closed' && (version === undefined || version === item.version);

/** Writes the change only if the item is still the one that was fetched: a lost race is a conflict. */
export const updateItem = async (
  deps: VerbDeps,
  item: ItemRow,
  fields: Partial<ItemRow>,
): Promise<number> => {
  const { db, t } = deps.store;
  const version = item.version + 1;
  const updated = await db
    .update(t.worklistItem)
    .set({ ...fields, version })
    .where(and(eq(t.worklistItem.id, item.id), eq(t.worklistItem.version, item.version)))
    .returning({ id: t.worklistItem.id });
  if (updated.length === 0) throw await conflictOn(deps, item);
  return version;
};
