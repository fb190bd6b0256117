import { and, eq, gte, inArray, isNull, lte, min, ne } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { severityRank } from '../domain/alert.ts';
import type { ItemRow } from '../worklist/rows.ts';
import { escalateItem } from './escalate-item.ts';
import type { HandoffRow } from './handoff-body.ts';
import { toTell } from './paging.ts';
import { planOf } from './plan-of.ts';
import { type Matter, tell, tellNobody } from './tell.ts';
import { whoIsOn } from './who-is-on.ts';

type Deps = Pick<Store, 'db' | 't'>;

const unanswered = ({ handoff }: Store['t']) =>
  and(isNull(handoff.acceptedAt), isNull(handoff.declinedAt), isNull(handoff.escalatedAt));

const criticalIn = ({ db, t }: Deps, { itemIds }: HandoffRow): Promise<ItemRow[]> =>
  db
    .select()
    .from(t.worklistItem)
    .where(
      and(
        inArray(t.worklistItem.id, [...itemIds]),
        ne(t.worklistItem.state, 'closed'),
        gte(t.worklistItem.severity, severityRank.critical),
      ),
    );

/** Tells whoever is on but the giver, who is about to leave, of one critical item. */
const escalate = async (deps: Deps, { id, from }: HandoffRow, item: ItemRow, now: number): Promise<void> => {
  const plan = await planOf({ reader: deps.db, t: deps.t }, item.programId);
  await escalateItem(
    deps,
    item,
    plan?.overdue.critical.escalateTo ?? 'role:lead',
    'hand-off-not-accepted',
    now,
  );
  if (plan === null) return;
  const matter: Matter = {
    programId: item.programId,
    reason: 'hand-off',
    severity: 'critical',
    itemId: item.id,
    handoffId: id,
    patientId: item.patientId,
  };
  const duty = whoIsOn(plan, now);
  const order = toTell(duty.is === 'on' ? duty.people : [], plan.lead).filter(name => name !== from);
  for (const [index, to] of order.entries()) {
    if (await tell(deps, matter, { step: index + 1, to }, now)) return;
  }
  if (order.length === 0) await tellNobody(deps, matter, { step: 1, to: null }, 'nobody', now);
};

const lapse = async (deps: Deps, id: string, now: number): Promise<void> => {
  const { db, t } = deps;
  const [handoff] = await db
    .update(t.handoff)
    .set({ escalatedAt: now })
    .where(and(eq(t.handoff.id, id), unanswered(t)))
    .returning();
  if (!handoff) return;
  const critical = await criticalIn(deps, handoff);
  for (const item of critical) await escalate(deps, handoff, item, now);
  await recordAudit(deps, {
    at: now,
    actor: { type: 'system' },
    action: 'handoff.lapse',
    subject: { type: 'handoff', id },
    patientId: null,
    detail: { to: handoff.to, critical: critical.length },
  });
  await emit(deps, { at: now, kind: 'handoff.changed', patientId: null, itemId: null, subjectId: id });
};

/** Hand-offs not answered in time: their critical items escalate, once. True when there were any. */
export const lapseHandoffs = async (store: Store, now: number): Promise<boolean> => {
  const { reader, t } = store;
  const due = await reader
    .select({ id: t.handoff.id })
    .from(t.handoff)
    .where(and(lte(t.handoff.dueAt, now), unanswered(t)));
  for (const { id } of due) await store.write(() => lapse(store, id, now));
  return due.length > 0;
};

/** When the next hand-off should have been answered. */
export const nextHandoffDueAt = async ({ reader, t }: Store): Promise<number | null> => {
  const [row] = await reader
    .select({ at: min(t.handoff.dueAt) })
    .from(t.handoff)
    .where(unanswered(t));
  return row?.at ?? null;
};
