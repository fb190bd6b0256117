import { and, eq, gt, isNull, lte, min } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { eachApart, type Outcome } from './each-apart.ts';
import { releaseHandoff } from './release-handoff.ts';

type Deps = Pick<Store, 'db' | 't' | 'sql'>;

const unanswered = ({ handoff }: Store['t']) =>
  and(isNull(handoff.acceptedAt), isNull(handoff.declinedAt), isNull(handoff.escalatedAt));

const lapse = async (deps: Deps, id: string, now: number): Promise<boolean> => {
  const { db, t } = deps;
  const [handoff] = await db
    .update(t.handoff)
    .set({ escalatedAt: now })
    .where(and(eq(t.handoff.id, id), unanswered(t)))
    .returning();
  if (!handoff) return false;
  const critical = await releaseHandoff(deps, handoff, [handoff.from], now);
  await recordAudit(deps, {
    at: now,
    actor: { type: 'system' },
    action: 'handoff.lapse',
    subject: { type: 'handoff', id },
    patientId: null,
    detail: { to: handoff.to, critical },
  });
  await emit(deps, { at: now, kind: 'handoff.changed', patientId: null, itemId: null, subjectId: id });
  return true;
};

/** Hand-offs not answered in time: their critical items are told to others, and open again, once. */
export const lapseHandoffs = async (store: Store, now: number): Promise<Outcome> => {
  const { reader, t } = store;
  const due = await reader
    .select({ id: t.handoff.id })
    .from(t.handoff)
    .where(and(lte(t.handoff.dueAt, now), unanswered(t)));
  const ids = due.map(({ id }) => id);
  return eachApart(ids, id => store.write(() => lapse(store, id, now)));
};

/** When the next hand-off should have been answered, of those not due at `after`. */
export const nextHandoffDueAt = async ({ reader, t }: Store, after: number): Promise<number | null> => {
  const [row] = await reader
    .select({ at: min(t.handoff.dueAt) })
    .from(t.handoff)
    .where(and(gt(t.handoff.dueAt, after), unanswered(t)));
  return row?.at ?? null;
};
