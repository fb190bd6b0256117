import { and, asc, desc, gt, inArray, isNull, ne, or } from 'drizzle-orm';
import { pagesOfItems } from '../attendance/pages.ts';
import type { AlertBody } from '../contract/alerts.ts';
import type { WorklistItemBody } from '../contract/worklist.ts';
import type { Store } from '../db/open.ts';
import { severityRank } from '../domain/alert.ts';
import { summariesOf } from '../roster/summaries.ts';
import { alertBody, itemBody } from './bodies.ts';
import { quietGrounds } from './quiet-body.ts';
import { reviewsOf } from './reviews-of.ts';
import type { ItemRow } from './rows.ts';
import { undoMs } from './undo-window.ts';

type Deps = Pick<Store, 'reader' | 't'>;

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
          // also what waits for a repeat or is quiet, and so is on no line
          ne(t.alert.state, 'ended'),
          isNull(t.alert.itemId),
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
  const alertIds = alerts.map(a => a.id);
  const [reviews, grounds, pages] = await Promise.all([
    reviewsOf(deps, alertIds),
    quietGrounds(deps, alerts),
    pagesOfItems(deps, ids),
  ]);
  const alertsByItem = Map.groupBy(alerts, a => a.itemId);
  const besideByPatient = Map.groupBy(
    alerts.filter(a => a.itemId === null),
    a => a.patientId,
  );
  const notesByItem = Map.groupBy(notes, n => n.itemId);
  return items.flatMap(item => {
    const patient = patients.get(item.patientId);
    if (!patient) return [];
    const beside = item.state === 'closed' ? [] : (besideByPatient.get(item.patientId) ?? []);
    const bodies = [...(alertsByItem.get(item.id) ?? []), ...beside].map(a =>
      alertBody(a, { review: reviews.get(a.id), grounds, acknowledgedAt: item.acknowledgedAt }, now),
    );
    const said = {
      patient,
      alerts: bodies.sort(worstFirst),
      notes: notesByItem.get(item.id) ?? [],
      contacts: contacts.get(item.id) ?? [],
      deed: undoable.get(item.id),
      rank: ranks.get(item.patientId),
      pages: pages.get(item.id) ?? [],
    };
    return [itemBody(item, said, now)];
  });
};
