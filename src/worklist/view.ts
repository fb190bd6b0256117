import { and, asc, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { demandsItem } from '../alerts/attention.ts';
import type { AlertBody } from '../contract/alerts.ts';
import type { ContactBody, WorklistItemBody } from '../contract/worklist.ts';
import type { Store } from '../db/open.ts';
import { type Severity, severities, severityRank } from '../domain/alert.ts';
import { summariesOf } from '../roster/summaries.ts';
import { ruleById } from '../rules/catalogue.ts';
import { slaBucket } from './rank.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type Row<T extends keyof Store['t']> = Store['t'][T]['$inferSelect'];
export type ItemRow = Row<'worklistItem'>;
export type AlertRow = Row<'alert'>;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

const reviewBody = (r: Row<'alertReview'>): NonNullable<AlertBody['review']> => ({
  verdict: r.verdict,
  action: r.action,
  acceptedUntil: isoOrNull(r.acceptedUntil),
  by: r.by,
  at: iso(r.at),
});

export const alertBody = (
  a: AlertRow,
  review: Row<'alertReview'> | undefined,
  acknowledgedAt: number | null,
  now: number,
): AlertBody => ({
  id: a.id,
  ruleId: a.ruleId,
  ruleTitle: ruleById.get(a.ruleId)?.title ?? a.ruleId,
  ruleVersion: a.ruleVersion,
  concern: a.concern,
  severity: a.severity,
  state: a.state,
  confirmed: a.confirmed,
  because: a.because,
  evidence: {
    readings: a.evidence.readings.map(r => ({ ...r, measuredAt: iso(r.measuredAt) })),
    limits: { ...a.evidence.limits },
  },
  startedAt: iso(a.startedAt),
  firedAt: isoOrNull(a.firedAt),
  lastAt: iso(a.lastAt),
  pendingUntil: isoOrNull(a.pendingUntil),
  endedAt: isoOrNull(a.endedAt),
  endReason: a.endReason,
  needsReview: demandsItem(a, review ?? null, now),
  isNew: acknowledgedAt !== null && a.raisedAt !== null && a.raisedAt > acknowledgedAt,
  previousAlertId: a.previousAlertId,
  review: review ? reviewBody(review) : null,
});

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

export const contactBody = (c: Row<'contact'>): ContactBody => ({
  id: c.id,
  itemId: c.itemId,
  attempt: c.attempt,
  who: c.who,
  channel: c.channel,
  reached: c.reached,
  note: c.note,
  nextTryAt: isoOrNull(c.nextTryAt),
  by: c.by,
  at: iso(c.at),
});

const contactsOf = async ({ reader, t }: Deps, itemIds: readonly string[]) =>
  Map.groupBy(
    await reader
      .select()
      .from(t.contact)
      .where(inArray(t.contact.itemId, [...itemIds]))
      .orderBy(asc(t.contact.at)),
    c => c.itemId,
  );

/** How long a person may take back what she did. */
export const undoMs = 10_000;

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

type Said = {
  readonly patient: WorklistItemBody['patient'];
  readonly alerts: AlertBody[];
  readonly notes: readonly Row<'worklistNote'>[];
  readonly contacts: readonly Row<'contact'>[];
  readonly deed: Row<'deed'> | undefined;
  readonly rank: Row<'riskRank'> | undefined;
};

const undoBody = (item: ItemRow, deed: Row<'deed'> | undefined): WorklistItemBody['undo'] =>
  deed && deed.version === item.version
    ? { verb: deed.verb, by: deed.by, until: iso(deed.at + undoMs) }
    : null;

const rankBody = (rank: Row<'riskRank'> | undefined): WorklistItemBody['risk'] =>
  rank
    ? { tier: rank.tier, rank: rank.rank, outOf: rank.outOf, scoreId: rank.scoreId, value: rank.value }
    : null;

const itemBody = (item: ItemRow, said: Said, now: number): WorklistItemBody => {
  const isSnoozed = item.snoozedUntil !== null && item.snoozedUntil > now;
  return {
    id: item.id,
    version: item.version,
    state: item.state,
    lane: item.lane,
    patient: said.patient,
    severity: severities[item.severity] as Severity,
    confirmed: item.confirmed,
    resolved: item.resolved,
    slaDueAt: iso(item.slaDueAt),
    slaBucket: slaBucket(item.slaDueAt, now),
    openedAt: iso(item.openedAt),
    changedAt: iso(item.changedAt),
    acknowledgedBy: item.acknowledgedBy,
    acknowledgedAt: isoOrNull(item.acknowledgedAt),
    closedBy: item.closedBy,
    closedAt: isoOrNull(item.closedAt),
    owner: item.owner,
    snoozedUntil: isSnoozed ? isoOrNull(item.snoozedUntil) : null,
    snoozedBy: isSnoozed ? item.snoozedBy : null,
    escalatedTo: item.escalatedTo,
    escalatedAt: isoOrNull(item.escalatedAt),
    escalatedBy: item.escalatedBy,
    awaitingProviderSince: isoOrNull(item.awaitingProviderSince),
    awaitingProviderFor: item.awaitingProviderFor,
    nextTryAt: isoOrNull(item.nextTryAt),
    risk: rankBody(said.rank),
    undo: undoBody(item, said.deed),
    contacts: said.contacts.map(contactBody),
    alerts: said.alerts,
    notes: said.notes.map(({ id, text, by, at }) => ({ id, text, by, at: iso(at) })),
  };
};
