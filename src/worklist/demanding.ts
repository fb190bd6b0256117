import { and, desc, eq, inArray, ne, or } from 'drizzle-orm';
import { demandsItem } from '../alerts/attention.ts';
import type { Store } from '../db/open.ts';
import type { AlertRow, ItemRow, ReviewRow } from './rows.ts';

type Deps = Pick<Store, 'db' | 't'>;

/** An alert that belongs on the worklist now. */
export type Demanding = AlertRow & {
  /** when what was accepted of it ran out; null if nothing was */
  readonly lapsedAt: number | null;
};

const latestReviews = async ({ db, t }: Deps, alertIds: readonly string[]) => {
  if (alertIds.length === 0) return new Map<string, ReviewRow>();
  const rows = await db
    .select()
    .from(t.alertReview)
    .where(inArray(t.alertReview.alertId, [...alertIds]))
    .orderBy(t.alertReview.at);
  return new Map(rows.map(r => [r.alertId, r]));
};

const candidates = (
  { db, t }: Deps,
  patientId: string,
  changedIds: readonly string[],
  item: ItemRow | undefined,
) =>
  db
    .select()
    .from(t.alert)
    .where(
      and(
        eq(t.alert.patientId, patientId),
        or(
          ne(t.alert.state, 'ended'),
          inArray(t.alert.id, [...changedIds]),
          item ? eq(t.alert.itemId, item.id) : undefined,
        ),
      ),
    )
    .orderBy(desc(t.alert.startedAt));

/** An accepted alert whose date has come counts as raised then. */
const withLapse = (alert: AlertRow, review: ReviewRow | undefined, now: number): Demanding => {
  const until = review?.acceptedUntil ?? null;
  const lapsedAt = until !== null && until <= now ? until : null;
  const isRaisedByIt =
    lapsedAt !== null && lapsedAt > (alert.raisedAt ?? 0) && review?.severity === alert.severity;
  return { ...alert, lapsedAt, raisedAt: isRaisedByIt ? lapsedAt : alert.raisedAt };
};

/** The patient's alerts that belong on the worklist now: of those that stand, of the item, and of those that changed. */
export const demandingAlerts = async (
  deps: Deps,
  patientId: string,
  changedIds: readonly string[],
  item: ItemRow | undefined,
  now: number,
): Promise<Demanding[]> => {
  const alerts = await candidates(deps, patientId, changedIds, item);
  const reviews = await latestReviews(
    deps,
    alerts.map(a => a.id),
  );
  return alerts
    .filter(a => demandsItem(a, reviews.get(a.id) ?? null, now))
    .map(a => withLapse(a, reviews.get(a.id), now));
};
