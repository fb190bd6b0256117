import { and, asc, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { AlertBody } from '../contract/alerts.ts';
import type { WorklistItemBody } from '../contract/worklist.ts';
import type { Store } from '../db/open.ts';
import { severityRank } from '../domain/alert.ts';
import { summariesOf } from '../roster/summaries.ts';
import { alertBody, itemBody } from './bodies.ts';
import type { ItemRow } from './rows.ts';
import { undoMs } from './undo-window.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** The latest review of each alert. */
export const reviewsOf = async ({ reader, t }: Deps, alertIds: readonly string[]) => {
  const rows =
    alertIds.length === 0
      ? []
      : await reader
          .select()
          .from(t.alertReview)
          .where(inArray(t.alertReview.alertId, [...alertIds]))
          .orderBy(asc(t.alertReview.at));
  return new Map(rows.map(r => [r.alertId, r]));
};

const worstFirst = (a: AlertBody, b: AlertBody): number =>
  Number(b.needsReview) - Number(a.needsReview) ||
  severityRank[b.severity] - severityRank[a.severity] ||
  b.lastAt.localeCompare(a.lastAt);

const alertsOf = ({ reader, t }: Deps, items: readonly ItemRow[]) =>
  reader
    .select()
    .from(t.alert)
    .where(
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
          eq(t.alert.state, 'pending'),
        ),
      ),
    )
    .orderBy(desc(t.alert.startedAt));

const contactsOf = async ({ reader, t }: Deps, itemIds: readonly string[]) =>
  Map.groupBy(
    await reader
      .select()
      .from(t.contact)
      .where(inArray(t.contact.itemId, [...itemIds]))
      .orderBy(asc(t.contact.at)),
    c => c.itemId,
  );

/** The last deed of each item that can still be taken back. */
const undoableOf = async ({ reader, t }: Deps, itemIds: readonly string[], now: number) =>
  new Map(
    (
      await reader
        .select()
        .from(t.deed)
        .where(
          and(inArray(t.deed.itemId, [...itemIds]), gt(t.deed.at, now - undoMs), isNull(t.deed.undoneAt)),
        )
        .orderBy(asc(t.deed.at))
    ).map(deed => [deed.itemId, deed]),
  );

const ranksOf = async ({ reader, t }: Deps, patientIds: readonly string[]) =>
  new Map(
    (
      await reader
        .select()
        .from(t.riskRank)
        .where(inArray(t.riskRank.patientId, [...patientIds]))
    ).map(rank => [rank.patientId, rank]),
  );

/** Lines of the worklist with their alerts, notes and patients, in the order given. */
export const itemBodies = async (
  deps: Deps,
  items: readonly ItemRow[],
  now: number,
): Promise<WorklistItemBody[]> => {
  if (items.length === 0) return [];
  const { reader, t } = deps;
  const ids = items.map(i => i.id);
  const patientIds = items.map(i => i.patientId);
  const [alerts, contacts, undoable, ranks, patients, notes] = await Promise.all([
    alertsOf(deps, items),
    contactsOf(deps, ids),
    undoableOf(deps, ids, now),
    ranksOf(deps, patientIds),
    summariesOf(deps, patientIds, now),
    reader
      .select()
      .from(t.worklistNote)
      .where(inArray(t.worklistNote.itemId, ids))
      .orderBy(asc(t.worklistNote.at)),
  ]);
  const reviews = await reviewsOf(
    deps,
    alerts.map(a => a.id),
  );
  const alertsByItem = Map.groupBy(alerts, a => a.itemId);
  const pendingByPatient = Map.groupBy(
    alerts.filter(a => a.state === 'pending' && a.itemId === null),
    a => a.patientId,
  );
  const notesByItem = Map.groupBy(notes, n => n.itemId);
  return items.flatMap(item => {
    const patient = patients.get(item.patientId);
    if (!patient) return [];
    const pending = item.state === 'closed' ? [] : (pendingByPatient.get(item.patientId) ?? []);
    const bodies = [...(alertsByItem.get(item.id) ?? []), ...pending].map(a =>
      alertBody(a, reviews.get(a.id), item.acknowledgedAt, now),
    );
    const said = {
      patient,
      alerts: bodies.sort(worstFirst),
      notes: notesByItem.get(item.id) ?? [],
      contacts: contacts.get(item.id) ?? [],
      deed: undoable.get(item.id),
      rank: ranks.get(item.patientId),
    };
    return [itemBody(item, said, now)];
  });
};
