import { and, eq, inArray, lte } from 'drizzle-orm';
import { z } from 'zod';
import type { DiscardReport } from '../contract/ingest.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import { inGroup } from './rejected-groups.ts';
import { findRejected } from './rejected-list.ts';
import type { WithReach } from './rejected-reach.ts';
import { mustWait } from './rejected-state.ts';

export type DiscardDeps = { readonly store: Store; readonly actor: Actor; readonly at: number };

export const discardInput = z.strictObject({ why: z.string().trim().min(1).max(500).optional() });
export type DiscardInput = z.infer<typeof discardInput>;

const batchSize = 200;

/** Discards those of some messages that wait, and says which. Inside the writer. */
const discardWaiting = async (
  { store, actor, at }: DiscardDeps,
  ids: readonly string[],
  { why }: DiscardInput,
): Promise<readonly string[]> => {
  const { db, t } = store;
  const discarded = await db
    .update(t.rejectedMessage)
    .set({ state: 'discarded', resolvedBy: actorName(actor), resolvedAt: at, resolvedWhy: why ?? null })
    .where(and(inArray(t.rejectedMessage.id, [...ids]), eq(t.rejectedMessage.state, 'waiting')))
    .returning({ id: t.rejectedMessage.id });
  for (const { id } of discarded) {
    await recordAudit(store, {
      at,
      actor,
      action: 'rejected-message.discard',
      subject: { type: 'rejected-message', id },
      patientId: null,
      detail: {},
    });
    await emit(store, { at, kind: 'message.resolved', patientId: null, itemId: null, subjectId: id });
  }
  return discarded.map(({ id }) => id);
};

/** Puts a message aside that will never become a reading; its bytes are kept. @throws AppError not-found, conflict */
export const discardRejected = async (deps: DiscardDeps, id: string, input: DiscardInput): Promise<void> => {
  mustWait(await findRejected(deps.store, id));
  const discarded = await deps.store.write(() => discardWaiting(deps, [id], input));
  if (discarded.length === 0) mustWait(await findRejected(deps.store, id));
};

/** Discards the messages of a group, within reach, that wait now. @throws AppError not-found */
export const discardRejectedGroup = async (
  deps: DiscardDeps & WithReach,
  key: string,
  input: DiscardInput,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<DiscardReport> => {
  const { store, at, reach } = deps;
  const { reader, t } = store;
  const { id, state, firstReceivedAt } = t.rejectedMessage;
  const rows = await reader
    .select({ id })
    .from(t.rejectedMessage)
    .where(and(await inGroup(store, key, reach), eq(state, 'waiting'), lte(firstReceivedAt, at)));
  let discarded = 0;
  for (let from = 0; from < rows.length; from += batchSize) {
    const ids = rows.slice(from, from + batchSize).map(row => row.id);
    discarded += (await store.write(() => discardWaiting(deps, ids, input))).length;
    onProgress(Math.min(from + batchSize, rows.length), rows.length);
  }
  return { discarded };
};
