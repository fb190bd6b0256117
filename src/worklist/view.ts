import { and, asc, desc, eq, inArray, or } from 'drizzle-orm';
import { demandsItem } from '../alerts/attention.ts';
import type { AlertBody, WorklistItemBody } from '../contract.ts';
import type { Store } from '../db/open.ts';
import { type Severity, severities, severityRank } from '../domain/alert.ts';
import { patientSummary } from '../roster/patients.ts';
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

/** Lines of the worklist with their alerts, notes and patients, in the order given. */
export const itemBodies = async (
  deps: Deps,
  items: readonly ItemRow[],
  now: number,
): Promise<WorklistItemBody[]> => {
  if (items.length === 0) return [];
  const { reader, t } = deps;
  const ids = items.map(i => i.id);
  const [alerts, notes, patients] = await Promise.all([
    alertsOf(deps, items),
    reader
      .select()
      .from(t.worklistNote)
      .where(inArray(t.worklistNote.itemId, ids))
      .orderBy(asc(t.worklistNote.at)),
    reader
      .select()
      .from(t.patient)
      .where(
        inArray(
          t.patient.id,
          items.map(i => i.patientId),
        ),
      ),
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
  const patientsById = new Map(patients.map(p => [p.id, p]));
  return items.flatMap(item => {
    const patient = patientsById.get(item.patientId);
    if (!patient) return [];
    const pending = item.state === 'closed' ? [] : (pendingByPatient.get(item.patientId) ?? []);
    const bodies = [...(alertsByItem.get(item.id) ?? []), ...pending].map(a =>
      alertBody(a, reviews.get(a.id), item.acknowledgedAt, now),
    );
    return [itemBody(item, patient, bodies.sort(worstFirst), notesByItem.get(item.id) ?? [], now)];
  });
};

const itemBody = (
  item: ItemRow,
  patient: Row<'patient'>,
  alerts: AlertBody[],
  notes: readonly Row<'worklistNote'>[],
  now: number,
): WorklistItemBody => ({
  id: item.id,
  version: item.version,
  state: item.state,
  lane: item.lane,
  patient: patientSummary(patient),
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
  alerts,
  notes: notes.map(({ id, text, by, at }) => ({ id, text, by, at: iso(at) })),
});
