import { and, desc, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import { asksForPerson, eachFindingCounts } from '../alerts/attention.ts';
import { catalogueFacts } from '../alerts/rule-facts.ts';
import type { Dealt, SilentGateway } from '../alerts/suppress.ts';
import type { Store } from '../db/open.ts';
import { isStanding } from '../db/partial.ts';
import { dayMs } from '../domain/local-day.ts';
import type { AlertRow, ItemRow, ReviewRow } from './rows.ts';

type Deps = Pick<Store, 'db' | 't'>;

/** The patient's alerts that stand, those of the line, and those that changed. */
const candidates = (
  { db, t }: Deps,
  patientId: string,
  changedIds: readonly string[],
  line: ItemRow | undefined,
): Promise<AlertRow[]> =>
  db
    .select()
    .from(t.alert)
    .where(
      and(
        eq(t.alert.patientId, patientId),
        or(
          isStanding(t.alert),
          inArray(t.alert.id, [...changedIds]),
          line ? eq(t.alert.itemId, line.id) : undefined,
        ),
      ),
    )
    .orderBy(desc(t.alert.startedAt));

const latestReviews = async ({ db, t }: Deps, alertIds: readonly string[]) => {
  if (alertIds.length === 0) return new Map<string, ReviewRow>();
  const rows = await db
    .select()
    .from(t.alertReview)
    .where(inArray(t.alertReview.alertId, [...alertIds]))
    .orderBy(t.alertReview.at);
  return new Map(rows.map(r => [r.alertId, r]));
};

/** An alert that has stood for so long is not sought among those dealt with: what is like it then speaks. */
const dealtBackMs = 90 * dayMs;

const dealtWith = async (
  { db, t }: Deps,
  patientId: string,
  ruleIds: readonly string[],
  now: number,
): Promise<Dealt[]> => {
  if (ruleIds.length === 0) return [];
  const { alert, alertReview } = t;
  return await db
    .select({
      alertId: alert.id,
      ruleId: alert.ruleId,
      severity: alertReview.severity,
      confirmed: alert.confirmed,
      at: alertReview.at,
    })
    .from(alert)
    .innerJoin(alertReview, eq(alertReview.alertId, alert.id))
    .where(
      and(
        eq(alert.patientId, patientId),
        inArray(alert.ruleId, [...ruleIds]),
        gte(alert.startedAt, now - dealtBackMs),
      ),
    );
};

/** Gateways that are silent now, through which devices of the patient send. */
const silentGateways = ({ db, t }: Deps, patientId: string): Promise<SilentGateway[]> => {
  const { assignment, device, incident } = t;
  return db
    .select({ kind: assignment.kind, incidentId: incident.id, since: incident.startedAt })
    .from(assignment)
    .innerJoin(device, eq(device.id, assignment.deviceId))
    .innerJoin(
      incident,
      and(
        eq(incident.kind, 'gateway-silent'),
        eq(incident.subjectId, device.gateway),
        isNull(incident.endedAt),
      ),
    )
    .where(and(eq(assignment.patientId, patientId), isNull(assignment.untilAt)));
};

const zoneOf = async ({ db, t }: Deps, patientId: string): Promise<string | undefined> => {
  const [row] = await db
    .select({ timeZone: t.patient.timeZone })
    .from(t.patient)
    .where(eq(t.patient.id, patientId));
  return row?.timeZone;
};

const isOfSilence = ({ ruleId }: AlertRow): boolean => catalogueFacts(ruleId).group.startsWith('silence-');

/** All that the decision about a patient's line rests on, in a handful of queries whatever the number of alerts. */
export const lineScene = async (
  deps: Deps,
  patientId: string,
  changedIds: readonly string[],
  line: ItemRow | undefined,
  now: number,
) => {
  const alerts = await candidates(deps, patientId, changedIds, line);
  const reviews = await latestReviews(
    deps,
    alerts.map(a => a.id),
  );
  const quietable = alerts.filter(
    a => asksForPerson(a, reviews.get(a.id) ?? null, now) && !eachFindingCounts(a.ruleId, a.severity),
  );
  const unreviewed = quietable.filter(a => !reviews.has(a.id)).map(a => a.ruleId);
  const dealt = await dealtWith(deps, patientId, [...new Set(unreviewed)], now);
  const silent = quietable.some(isOfSilence) ? await silentGateways(deps, patientId) : [];
  const timeZone = alerts.some(a => a.concern === 'task') ? await zoneOf(deps, patientId) : undefined;
  return { line: line ?? null, alerts, reviews, dealt, silent, timeZone, now };
};
