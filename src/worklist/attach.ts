import { and, desc, eq, inArray, ne, or } from 'drizzle-orm';
import { demandsItem } from '../alerts/attention.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { needsPerson, severityRank } from '../domain/alert.ts';
import { newId } from '../ids.ts';
import { emit } from './outbox.ts';
import { summarize } from './summary.ts';

type Deps = Pick<Store, 'db' | 't'>;
type AlertRow = Store['t']['alert']['$inferSelect'];
type ReviewRow = Store['t']['alertReview']['$inferSelect'];
type ItemRow = Store['t']['worklistItem']['$inferSelect'];

export type Attach = {
  readonly patientId: string;
  readonly programId: string;
  /** alerts written in this transaction */
  readonly changedIds: readonly string[];
  /** those of them that people must hear of: new or worse */
  readonly newsIds: readonly string[];
  /** those that were found again and count anew, though no worse */
  readonly againIds: readonly string[];
  readonly now: number;
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

const candidates = ({ db, t }: Deps, { patientId, changedIds }: Attach, item: ItemRow | undefined) =>
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
const raisedAgainAt = (alert: AlertRow, review: ReviewRow | undefined): number | null =>
  review?.acceptedUntil && review.acceptedUntil > (alert.raisedAt ?? 0) && review.severity === alert.severity
    ? review.acceptedUntil
    : alert.raisedAt;

/**
 * Brings a patient's worklist item in line with the alerts: opens one when an alert demands it and none is open,
 * refreshes it, or closes it when nothing demands it any more and nobody has taken it up.
 */
export const attach = async (deps: Deps, change: Attach): Promise<void> => {
  const { db, t } = deps;
  const [item] = await db
    .select()
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, change.patientId), ne(t.worklistItem.state, 'closed')));
  const alerts = await candidates(deps, change, item);
  const reviews = await latestReviews(
    deps,
    alerts.map(a => a.id),
  );
  const demanding = alerts
    .filter(a => demandsItem(a, reviews.get(a.id) ?? null, change.now))
    .map(a => ({ ...a, raisedAt: raisedAgainAt(a, reviews.get(a.id)) }));
  if (!item) {
    if (demanding.length > 0) await open(deps, change, demanding);
  } else if (demanding.length > 0) await refresh(deps, change, item, demanding);
  else await settle(deps, change, item);
};

const point = async ({ db, t }: Deps, itemId: string, alerts: readonly AlertRow[]): Promise<void> => {
  const ids = alerts.filter(a => a.itemId !== itemId).map(a => a.id);
  if (ids.length > 0) await db.update(t.alert).set({ itemId }).where(inArray(t.alert.id, ids));
};

const open = async (deps: Deps, change: Attach, demanding: readonly AlertRow[]): Promise<void> => {
  const { patientId, programId, now } = change;
  const id = newId('wli');
  await deps.db.insert(deps.t.worklistItem).values({
    id,
    patientId,
    programId,
    state: 'open',
    ...summarize(demanding, now),
    openedAt: now,
    changedAt: now,
    version: 1,
  });
  await point(deps, id, demanding);
  await emit(deps, { at: now, kind: 'worklist-item.opened', patientId, itemId: id });
};

/** An acknowledged item returns to open when something worse, or anything urgent or critical, is new on it. */
const returnsToOpen = (item: ItemRow, news: readonly AlertRow[]): boolean =>
  item.state === 'acknowledged' &&
  news.some(a => needsPerson(a.severity) || severityRank[a.severity] > (item.acknowledgedSeverity ?? -1));

const refresh = async (
  deps: Deps,
  change: Attach,
  item: ItemRow,
  demanding: readonly AlertRow[],
): Promise<void> => {
  const { now, newsIds, againIds, patientId } = change;
  const news = demanding.filter(a => newsIds.includes(a.id));
  const isChanged = news.length > 0 || demanding.some(a => againIds.includes(a.id));
  const summary = summarize(demanding, now);
  await deps.db
    .update(deps.t.worklistItem)
    .set({
      ...summary,
      // what is worse now is not due later than it was
      slaDueAt:
        item.state === 'open' && news.length > 0
          ? Math.min(item.slaDueAt, summary.slaDueAt)
          : summary.slaDueAt,
      ...(isChanged ? { changedAt: now, version: item.version + 1 } : {}),
      programId: change.programId,
      ...(returnsToOpen(item, news) ? { state: 'open' } : {}),
    })
    .where(eq(deps.t.worklistItem.id, item.id));
  await point(deps, item.id, demanding);
  await emit(deps, { at: now, kind: 'worklist-item.changed', patientId, itemId: item.id });
};

const settle = async (deps: Deps, { now, patientId }: Attach, item: ItemRow): Promise<void> => {
  const { db, t } = deps;
  // whoever took it up, or only wrote a note on it, decides when it is done
  const closes = item.lastActor === null;
  const closed = { state: 'closed', resolved: true, closedBy: 'system', closedAt: now } as const;
  await db
    .update(t.worklistItem)
    .set(closes ? closed : { resolved: true })
    .where(eq(t.worklistItem.id, item.id));
  if (closes) {
    await recordAudit(deps, {
      at: now,
      actor: { type: 'system' },
      action: 'worklist-item.close',
      subject: { type: 'worklist-item', id: item.id },
      patientId,
      detail: { why: 'every alert has ended and none needs review' },
    });
  }
  const kind = closes ? 'worklist-item.closed' : 'worklist-item.changed';
  await emit(deps, { at: now, kind, patientId, itemId: item.id });
};
