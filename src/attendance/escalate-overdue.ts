import { and, eq, gt, inArray, isNull, lt, lte, min, or } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';
import { type Severity, severities } from '../domain/alert.ts';
import type { ItemRow } from '../worklist/rows.ts';
import { eachApart, type Outcome } from './each-apart.ts';
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

/** On whom to call for an overdue item now; null: on nobody, or not before working hours. */
const calledFor = (plans: Plans, { programId, severity }: ItemRow, now: number): string | null => {
  const plan = plans.get(programId);
  const rule = plan?.overdue[severities[severity] as Severity];
  if (!plan || !rule) return null;
  const waits = 'inWorkingHours' in rule && rule.inWorkingHours && !isWorkingTime(plan, now);
  return waits ? null : rule.escalateTo;
};

/** Calls on whom the plan names for what is overdue; of what waits for working hours, in those. */
export const escalateOverdue = async (store: Store, plans: Plans, now: number): Promise<Outcome> => {
  const found = await overdue(store, [...plans.keys()], now);
  const ids = found.filter(item => calledFor(plans, item, now) !== null).map(item => item.id);
  return eachApart(ids, id => store.write(() => escalateStill(store, plans, id, now)));
};

/** As it is now, in the transaction: somebody may have taken it up meanwhile. */
const escalateStill = async (store: Store, plans: Plans, itemId: string, now: number): Promise<boolean> => {
  const { db, t } = store;
  const [item] = await db.select().from(t.worklistItem).where(eq(t.worklistItem.id, itemId));
  if (item?.state !== 'open' || item.slaDueAt > now) return false;
  const to = calledFor(plans, item, now);
  return to !== null && escalateItem(store, item, to, 'overdue', now);
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
