import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { ItemRow } from '../worklist/rows.ts';

/** Why nobody but the system calls on somebody. */
export type EscalationReason = 'overdue' | 'nobody-on' | 'hand-off-not-accepted';

/**
 * Calls on a role or a person for an item that nobody has taken up, unless a person called on somebody, or this was
 * done since it fell due; inside a transaction. True when it was done.
 */
export const escalateItem = async (
  { db, t, sql }: Pick<Store, 'db' | 't' | 'sql'>,
  item: ItemRow,
  to: string,
  why: EscalationReason,
  at: number,
): Promise<boolean> => {
  const { escalatedTo, escalatedBy, escalatedAt } = t.worklistItem;
  const done = await db
    .update(t.worklistItem)
    .set({ escalatedTo: to, escalatedAt: at, escalatedBy: 'system' })
    .where(
      and(
        eq(t.worklistItem.id, item.id),
        eq(t.worklistItem.version, item.version),
        or(isNull(escalatedTo), and(eq(escalatedBy, 'system'), lt(escalatedAt, item.changedAt))),
      ),
    )
    .returning({ id: t.worklistItem.id });
  if (done.length === 0) return false;
  await recordAudit(
    { db, t, sql },
    {
      at,
      actor: { type: 'system' },
      action: 'worklist-item.escalate',
      subject: { type: 'worklist-item', id: item.id },
      patientId: item.patientId,
      detail: { to, why },
    },
  );
  await emit({ db, t }, { at, kind: 'worklist-item.escalated', patientId: item.patientId, itemId: item.id });
  return true;
};
