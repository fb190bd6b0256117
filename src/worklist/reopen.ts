import { and, desc, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { perform, seenVersion } from './deed.ts';
import { addNotes } from './note-row.ts';
import { awake } from './quiet.ts';
import { realign } from './realign.ts';
import type { ItemRow } from './rows.ts';
import { conflictOn, fetchItem, type VerbDeps } from './verb.ts';

export const reopenInput = z.strictObject({
  why: z.string().trim().max(1_000).optional(),
  version: seenVersion,
});
export type ReopenInput = z.infer<typeof reopenInput>;

const reopenableMs = 14 * dayMs;

const others = ({ store: { db, t } }: VerbDeps, item: ItemRow) =>
  db
    .select()
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, item.patientId), ne(t.worklistItem.id, item.id)))
    .orderBy(desc(t.worklistItem.openedAt));

/** A patient has one open item. @throws AppError conflict naming the other */
export const refuseSecondOpen = async (deps: VerbDeps, item: ItemRow): Promise<void> => {
  const open = (await others(deps, item)).find(other => other.state !== 'closed');
  if (!open) return;
  throw new AppError('conflict', 'another item of this patient is open', {
    field: 'id',
    remedy: `work on ${open.id}`,
    conflict: { by: open.lastActor ?? 'system', at: open.lastActedAt ?? open.openedAt, state: open.state },
  });
};

const refuseOld = async (deps: VerbDeps, item: ItemRow): Promise<void> => {
  const later = (await others(deps, item)).find(other => other.openedAt > item.openedAt);
  if (later) {
    throw new AppError('not-allowed-now', "only the patient's latest item can be reopened", {
      field: 'id',
      remedy: `reopen ${later.id}`,
    });
  }
  if ((item.closedAt ?? 0) >= deps.at - reopenableMs) return;
  throw new AppError('not-allowed-now', 'an item can be reopened for 14 days', {
    field: 'closedAt',
    remedy: 'log contacts with the patient; a new alert opens a new item',
  });
};

/**
 * Brings a patient's latest item back within 14 days of its close. What was reviewed on it stays reviewed; it is as
 * severe as what demands it now, or as it was if a person alone wants it.
 * @throws AppError not-found, conflict, not-allowed-now
 */
export const reopen = (deps: VerbDeps, itemId: string, { why, version }: ReopenInput): Promise<void> =>
  deps.store.write(async () => {
    const item = await fetchItem(deps, itemId);
    const isAsSeen = version === undefined || version === item.version;
    if (item.state !== 'closed' || !isAsSeen) throw await conflictOn(deps, item);
    await refuseSecondOpen(deps, item);
    await refuseOld(deps, item);
    await perform(deps, item, {
      verb: 'reopen',
      fields: { state: 'open', closedBy: null, closedAt: null, ...awake },
      made: await addNotes(deps, item, 'Reopened', why),
      detail: {},
    });
    await realign(deps, item);
  });
