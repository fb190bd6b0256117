import { and, desc, getTableColumns, inArray, isNull, or } from 'drizzle-orm';
import { demandsItem } from '../alerts/attention.ts';
import { isDuty } from '../alerts/sources.ts';
import type { Store } from '../db/open.ts';
import { isStanding } from '../db/partial.ts';
import { severityRank } from '../domain/alert.ts';
import type { ListedAlert } from './line-grounds.ts';
import { reviewsOf } from './reviews-of.ts';
import type { AlertRow, ItemRow, ReviewRow } from './rows.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** Which alerts lines tell of: their own, and of open ones also what waits for a repeat or is quiet, and so is on no line. */
export const ofItems = ({ t }: Pick<Store, 't'>, items: readonly ItemRow[]) =>
  or(
    inArray(
      t.alert.itemId,
      items.map(i => i.id),
    ),
    and(
      inArray(
        t.alert.patientId,
        items.filter(i => i.state !== 'closed').map(i => i.patientId),
      ),
      isStanding(t.alert),
      isNull(t.alert.itemId),
    ),
  );

type Alert = Omit<AlertRow, 'evidence'>;

const worstFirst = (a: ListedAlert, b: ListedAlert): number =>
  Number(b.needsReview) - Number(a.needsReview) ||
  severityRank[b.severity] - severityRank[a.severity] ||
  b.lastAt - a.lastAt;

const listed = (alert: Alert, review: ReviewRow | undefined, now: number): ListedAlert => ({
  ...alert,
  isDuty: isDuty(alert.ruleId),
  needsReview: !isDuty(alert.ruleId) && demandsItem(alert, review ?? null, now),
});

/** Alerts by the item on whose line they are told, the worst first. */
export const alertsByItem = (
  items: readonly ItemRow[],
  alerts: readonly Alert[],
  reviews: ReadonlyMap<string, ReviewRow>,
  now: number,
): ReadonlyMap<string, ListedAlert[]> => {
  const told = alerts.map(alert => listed(alert, reviews.get(alert.id), now));
  const own = Map.groupBy(told, alert => alert.itemId);
  const beside = Map.groupBy(
    told.filter(alert => alert.itemId === null),
    alert => alert.patientId,
  );
  return new Map(
    items.map(({ id, patientId, state }) => [
      id,
      [...(own.get(id) ?? []), ...(state === 'closed' ? [] : (beside.get(patientId) ?? []))].sort(worstFirst),
    ]),
  );
};

/** The alerts of lines without their evidence, which is long. */
export const listedAlerts = async (deps: Deps, items: readonly ItemRow[], now: number) => {
  const { reader, t } = deps;
  const { evidence: _, ...columns } = getTableColumns(t.alert);
  const rows = await reader
    .select(columns)
    .from(t.alert)
    .where(ofItems(deps, items))
    .orderBy(desc(t.alert.startedAt));
  const reviews = await reviewsOf(
    deps,
    rows.map(row => row.id),
  );
  return alertsByItem(items, rows, reviews, now);
};
