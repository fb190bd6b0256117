import { and, desc, eq, gte, inArray, ne } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { needsPerson, severityRank } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import { newId } from '../ids.ts';
import { shareAtLowerRisk } from '../risk/share.ts';
import { type Demanding, demandingAlerts } from './demanding.ts';
import { awake, dueAtEndOfSnooze, hasRunOut } from './quiet.ts';
import type { AlertRow, ItemRow } from './rows.ts';
import { summarize } from './summary.ts';

type Deps = Pick<Store, 'db' | 't'>;

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
  const demanding = await demandingAlerts(deps, change.patientId, change.changedIds, item, change.now);
  if (!item) {
    if (demanding.length > 0) await open(deps, change, demanding);
  } else if (demanding.length > 0) await refresh(deps, change, item, demanding);
  else await settle(deps, change, item);
};

const point = async ({ db, t }: Deps, itemId: string, alerts: readonly AlertRow[]): Promise<void> => {
  const ids = alerts.filter(a => a.itemId !== itemId).map(a => a.id);
  if (ids.length > 0) await db.update(t.alert).set({ itemId }).where(inArray(t.alert.id, ids));
};

/** A patient who comes back soon comes back to who had her. Convention. */
const continuityMs = 30 * dayMs;

const lastOwner = async ({ db, t }: Deps, { patientId, now }: Attach): Promise<string | null> => {
  const { closedAt, owner } = t.worklistItem;
  const [last] = await db
    .select({ owner })
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, patientId), gte(closedAt, now - continuityMs)))
    .orderBy(desc(closedAt))
    .limit(1);
  return last?.owner ?? null;
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
    owner: await lastOwner(deps, change),
    risk: await shareAtLowerRisk(deps, patientId),
  });
  await point(deps, id, demanding);
  await emit(deps, { at: now, kind: 'worklist-item.opened', patientId, itemId: id });
};

/** An acknowledged item returns to open when something worse, or anything urgent or critical, is new on it. */
const returnsToOpen = (item: ItemRow, news: readonly AlertRow[]): boolean =>
  item.state === 'acknowledged' &&
  news.some(a => needsPerson(a.severity) || severityRank[a.severity] > (item.acknowledgedSeverity ?? -1));

/** Alerts that people must hear of: new or worse, newly on this item, or accepted on it until a date that has come. */
const newsOn = (item: ItemRow, { newsIds }: Attach, demanding: readonly Demanding[]): Demanding[] =>
  demanding.filter(
    a =>
      newsIds.includes(a.id) || a.itemId !== item.id || (a.lapsedAt !== null && a.lapsedAt > item.changedAt),
  );

const refresh = async (
  deps: Deps,
  change: Attach,
  item: ItemRow,
  demanding: readonly Demanding[],
): Promise<void> => {
  const { now, againIds, patientId } = change;
  const news = newsOn(item, change, demanding);
  const isChanged = news.length > 0 || demanding.some(a => againIds.includes(a.id));
  const endsSnooze = isChanged || hasRunOut(item, now) || demanding.some(a => a.severity === 'critical');
  const summary = summarize(demanding, now);
  // only what is new on a line that somebody has looked at gives more time
  const givesTime = isChanged && item.state === 'acknowledged';
  const slaDueAt = givesTime ? summary.slaDueAt : Math.min(item.slaDueAt, summary.slaDueAt);
  await deps.db
    .update(deps.t.worklistItem)
    .set({
      ...summary,
      slaDueAt: dueAtEndOfSnooze(item, slaDueAt, now),
      ...(isChanged ? { changedAt: now, version: item.version + 1 } : {}),
      programId: change.programId,
      ...(returnsToOpen(item, news) ? { state: 'open' } : {}),
      ...(endsSnooze ? awake : {}),
    })
    .where(eq(deps.t.worklistItem.id, item.id));
  await point(deps, item.id, demanding);
  await emit(deps, { at: now, kind: 'worklist-item.changed', patientId, itemId: item.id });
};

const settle = async (deps: Deps, { now, patientId }: Attach, item: ItemRow): Promise<void> => {
  const { db, t } = deps;
  // whoever took it up, or only wrote a note on it, decides when it is done
  const closes = item.lastActor === null;
  const quietEnd = hasRunOut(item, now)
    ? { ...awake, slaDueAt: dueAtEndOfSnooze(item, item.slaDueAt, now) }
    : {};
  const closed = { state: 'closed', resolved: true, closedBy: 'system', closedAt: now } as const;
  await db
    .update(t.worklistItem)
    .set(closes ? closed : { resolved: true, ...quietEnd })
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
