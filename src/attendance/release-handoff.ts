import { and, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { isOpenItem } from '../db/partial.ts';
import { severityRank } from '../domain/alert.ts';
import type { ItemRow } from '../worklist/rows.ts';
import { armPaging } from './arm-paging.ts';
import { earlierOf } from './earlier-pages.ts';
import { escalateItem } from './escalate-item.ts';
import type { HandoffRow } from './handoff-body.ts';
import { toTell } from './paging.ts';
import { planOf } from './plan-of.ts';
import { type Matter, tell, tellNobody } from './tell.ts';
import { whoIsOn } from './who-is-on.ts';

type Deps = Pick<Store, 'db' | 't' | 'sql'>;
type Given = Pick<HandoffRow, 'id' | 'from' | 'itemIds' | 'at'>;

/** Critical items that are still the giver's, or nobody's. */
const criticalIn = ({ db, t }: Deps, { itemIds, from }: Given): Promise<ItemRow[]> => {
  const { id, state, severity, owner } = t.worklistItem;
  return db
    .select()
    .from(t.worklistItem)
    .where(
      and(
        inArray(id, [...itemIds]),
        isOpenItem({ state }),
        gte(severity, severityRank.critical),
        or(isNull(owner), eq(owner, from)),
      ),
    );
};

/** Somebody but the giver has taken it up since it was handed over. */
const isTakenUp = ({ state, acknowledgedBy, acknowledgedAt }: ItemRow, { from, at }: Given): boolean =>
  state === 'acknowledged' && acknowledgedBy !== from && (acknowledgedAt ?? 0) > at;

/** Tells whoever is on but those who do not take it, of one critical item. */
const tellOthers = async (
  deps: Deps,
  item: ItemRow,
  handoffId: string,
  order: readonly string[],
  now: number,
): Promise<void> => {
  const matter: Matter = {
    programId: item.programId,
    reason: 'hand-off',
    severity: 'critical',
    itemId: item.id,
    handoffId,
    patientId: item.patientId,
  };
  const before = (await earlierOf(deps, item.id)).length;
  for (const [index, to] of order.entries()) {
    if (await tell(deps, matter, { step: before + index + 1, to }, now)) return;
  }
  if (order.length === 0) await tellNobody(deps, matter, { step: before + 1, to: null }, 'nobody', now);
};

/** Nobody has it: it is open again, and told of by the plan until somebody takes it up. */
const putBack = async (deps: Deps, item: ItemRow, handoffId: string, now: number): Promise<void> => {
  const { db, t } = deps;
  const { id: itemId, patientId, version } = item;
  if (item.state !== 'acknowledged') return;
  const [changed] = await db
    .update(t.worklistItem)
    .set({ state: 'open', changedAt: now, version: version + 1 })
    .where(and(eq(t.worklistItem.id, itemId), eq(t.worklistItem.version, version)))
    .returning({ id: t.worklistItem.id });
  if (!changed) return;
  await recordAudit(deps, {
    at: now,
    actor: { type: 'system' },
    action: 'worklist-item.put-back',
    subject: { type: 'worklist-item', id: itemId },
    patientId,
    detail: { why: 'hand-off-not-accepted', handoffId },
  });
  await emit(deps, { at: now, kind: 'worklist-item.changed', patientId, itemId });
};

const orderOf = (plan: CoveragePlan, without: readonly string[], now: number): string[] => {
  const duty = whoIsOn(plan, now);
  return toTell(duty.is === 'on' ? duty.people : [], plan.lead).filter(name => !without.includes(name));
};

/**
 * What nobody takes over of a hand-off, inside a transaction: each critical item is escalated, told at once to the next
 * who is on, open again, and then told of by the plan. Returns how many there were.
 * @param without who gives it away, and who declined it
 */
export const releaseHandoff = async (
  deps: Deps,
  handoff: Given,
  without: readonly string[],
  now: number,
): Promise<number> => {
  const critical = (await criticalIn(deps, handoff)).filter(item => !isTakenUp(item, handoff));
  for (const item of critical) {
    const plan = await planOf({ reader: deps.db, t: deps.t }, item.programId);
    const to = plan?.overdue.critical.escalateTo ?? 'role:lead';
    // before the version is raised: it is an act upon the item as it was
    await escalateItem(deps, item, to, 'hand-off-not-accepted', now);
    if (plan !== null) await tellOthers(deps, item, handoff.id, orderOf(plan, without, now), now);
    await putBack(deps, item, handoff.id, now);
    await armPaging(deps, item.id, now);
  }
  return critical.length;
};
