import { and, asc, desc, gt, inArray, isNull } from 'drizzle-orm';
import { pagesOfItems } from '../attendance/pages.ts';
import { stepsDoneOf } from '../care/steps-done.ts';
import type { WorklistItemBody, WorklistLineBody } from '../contract/worklist.ts';
import { alertBody, itemBody } from './bodies.ts';
import { alertsByItem, listedAlerts, ofItems } from './line-alerts.ts';
import { lineBase } from './line-body.ts';
import { lineExtras } from './line-extras.ts';
import type { AlertsByItem } from './line-grounds.ts';
import type { LineDeps } from './line-patients.ts';
import { briefly } from './line-why.ts';
import { quietGrounds } from './quiet-body.ts';
import { reviewsOf } from './reviews-of.ts';
import type { ItemRow } from './rows.ts';
import { undoMs } from './undo-window.ts';

const contactsOf = async ({ reader, t }: LineDeps, itemIds: readonly string[]) =>
  Map.groupBy(
    await reader
      .select()
      .from(t.contact)
      .where(inArray(t.contact.itemId, [...itemIds]))
      .orderBy(asc(t.contact.at)),
    c => c.itemId,
  );

const notesOf = async ({ reader, t }: LineDeps, itemIds: readonly string[]) =>
  Map.groupBy(
    await reader
      .select()
      .from(t.worklistNote)
      .where(inArray(t.worklistNote.itemId, [...itemIds]))
      .orderBy(asc(t.worklistNote.at)),
    n => n.itemId,
  );

/** The last deed of each item that can still be taken back. */
const undoableOf = async ({ reader, t }: LineDeps, itemIds: readonly string[], now: number) =>
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

/** What lines and items share, in the order given. */
const bases = async (deps: LineDeps, items: readonly ItemRow[], alerts: AlertsByItem, now: number) => {
  const ids = items.map(item => item.id);
  const [extras, undoable, pages] = await Promise.all([
    lineExtras(deps, items, alerts, now),
    undoableOf(deps, ids, now),
    pagesOfItems(deps, ids),
  ]);
  return items.flatMap(item => {
    const its = extras.get(item.id);
    if (!its) return [];
    const told = pages.get(item.id) ?? [];
    const said = { extras: its, deed: undoable.get(item.id), lastPage: told.at(-1) };
    return [{ item, pages: told, line: lineBase(item, said, now) }];
  });
};

/** Lines of the worklist as lists show them, in the order given. */
export const lineBodies = async (
  deps: LineDeps,
  items: readonly ItemRow[],
  now: number,
): Promise<WorklistLineBody[]> => {
  if (items.length === 0) return [];
  const alerts = await listedAlerts(deps, items, now);
  return (await bases(deps, items, alerts, now)).map(({ item, line }) => {
    const its = alerts.get(item.id) ?? [];
    return { ...line, alerts: briefly(its, item.acknowledgedAt), alertCount: its.length };
  });
};

const fullAlerts = async (deps: LineDeps, items: readonly ItemRow[], now: number) => {
  const { reader, t } = deps;
  const rows = await reader
    .select()
    .from(t.alert)
    .where(ofItems(deps, items))
    .orderBy(desc(t.alert.startedAt));
  const [reviews, grounds, ticked] = await Promise.all([
    reviewsOf(
      deps,
      rows.map(row => row.id),
    ),
    quietGrounds(deps, rows),
    stepsDoneOf(
      deps,
      items.map(item => item.id),
    ),
  ]);
  const rowOf = new Map(rows.map(row => [row.id, row]));
  const byItem = alertsByItem(items, rows, reviews, now);
  const bodiesOf = ({ id, acknowledgedAt }: ItemRow) =>
    (byItem.get(id) ?? []).flatMap(({ id: alertId }) => {
      const row = rowOf.get(alertId);
      const said = { review: reviews.get(alertId), grounds, acknowledgedAt, stepsDone: ticked.get(id) };
      return row ? [alertBody(row, said, now)] : [];
    });
  return { byItem, bodiesOf };
};

/** Items with all that is said of them, in the order given. */
export const itemBodies = async (
  deps: LineDeps,
  items: readonly ItemRow[],
  now: number,
): Promise<WorklistItemBody[]> => {
  if (items.length === 0) return [];
  const ids = items.map(item => item.id);
  const { byItem, bodiesOf } = await fullAlerts(deps, items, now);
  const [contacts, notes] = await Promise.all([contactsOf(deps, ids), notesOf(deps, ids)]);
  return (await bases(deps, items, byItem, now)).map(({ item, line, pages }) =>
    itemBody({
      line,
      alerts: bodiesOf(item),
      notes: notes.get(item.id) ?? [],
      contacts: contacts.get(item.id) ?? [],
      pages,
    }),
  );
};
