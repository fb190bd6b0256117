import { and, eq, gt, inArray, isNull, lt, lte, min, or } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';
import { type Severity, severities } from '../domain/alert.ts';
import { escalateItem } from './escalate-item.ts';
import { isWorkingTime } from './who-is-on.ts';

export type Plans = ReadonlyMap<string, CoveragePlan>;

const ranks = severities.map((_, rank) => rank);

/** Items that nobody has taken up, due up to `now`, for which nobody has been called on since they changed. */
const overdue = ({ reader, t }: Store, programIds: readonly string[], now: number) => {
  const {
    state,
    severity,
    slaDueAt,
    programId,
    snoozedUntil,
    escalatedTo,
    escalatedBy,
    escalatedAt,
    changedAt,
  } = t.worklistItem;
  return reader
    .select()
    .from(t.worklistItem)
    .where(
      and(
        eq(state, 'open'),
        inArray(severity, ranks),
        lte(slaDueAt, now),
        inArray(programId, [...programIds]),
        or(isNull(snoozedUntil), lte(snoozedUntil, now)),
        or(isNull(escalatedTo), and(eq(escalatedBy, 'system'), lt(escalatedAt, changedAt))),
      ),
    );
};

/** Calls on whom the plan names for what is overdue; of what waits for working hours, in those. True when it did. */
export const escalateOverdue = async (store: Store, plans: Plans, now: number): Promise<boolean> => {
  let did = false;
  for (const found of await overdue(store, [...plans.keys()], now)) {
    const plan = plans.get(found.programId);
    const rule = plan?.overdue[severities[found.severity] as Severity];
    if (!plan || !rule || rule.escalateTo === null) continue;
    if ('inWorkingHours' in rule && rule.inWorkingHours && !isWorkingTime(plan, now)) continue;
    const { escalateTo } = rule;
    did = (await store.write(() => escalateStill(store, found.id, escalateTo, now))) || did;
  }
  return did;
};

/** As it is now, in the transaction: somebody may have taken it up meanwhile. */
const escalateStill = async (store: Store, itemId: string, to: string, now: number): Promise<boolean> => {
  const { db, t } = store;
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (item?.state !== 'open' || item.slaDueAt > now) return false;
  return escalateItem(store, item, to, 'overdue', now);
};

/** When the next item falls due. */
export const nextOverdueAt = async (
  { reader, t }: Store,
  plans: Plans,
  now: number,
): Promise<number | null> => {
  if (plans.size === 0) return null;
  const { state, severity, slaDueAt, programId } = t.worklistItem;
  const [row] = await reader
    .select({ at: min(slaDueAt) })
    .from(t.worklistItem)
    .where(
      and(
        eq(state, 'open'),
        inArray(severity, ranks),
        gt(slaDueAt, now),
        inArray(programId, [...plans.keys()]),
      ),
    );
  return row?.at ?? null;
};
