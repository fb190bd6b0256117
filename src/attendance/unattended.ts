import { and, asc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { Store } from '../db/open.ts';
import { severities, severityRank } from '../domain/alert.ts';
import { isoLocal, minuteMs } from '../domain/local-day.ts';
import { eachApart, type Outcome } from './each-apart.ts';
import type { Plans } from './escalate-overdue.ts';
import { beginIncident, endIncident, goingOn, type IncidentRow } from './incident-rows.ts';
import { lastActAt } from './last-act.ts';
import { type Earlier, nextStep, stepMs, toTell } from './paging.ts';
import { tell } from './tell.ts';
import { isStaffedFor, whoIsOn } from './who-is-on.ts';

const ranks = severities.map((_, rank) => rank);

/** How much of a program's queue is overdue. */
type Overdue = { readonly count: number; readonly hasCritical: boolean; readonly oldestAt: number };

const overdueIn = async ({ reader, t }: Store, programId: string, now: number): Promise<Overdue | null> => {
  const { worklistItem } = t;
  const rows = await reader
    .select({ severity: worklistItem.severity, slaDueAt: worklistItem.slaDueAt })
    .from(worklistItem)
    .where(
      and(
        eq(worklistItem.state, 'open'),
        inArray(worklistItem.severity, ranks),
        lte(worklistItem.slaDueAt, now),
        eq(worklistItem.programId, programId),
        or(isNull(worklistItem.snoozedUntil), lte(worklistItem.snoozedUntil, now)),
      ),
    );
  if (rows.length === 0) return null;
  return {
    count: rows.length,
    hasCritical: rows.some(row => row.severity === severityRank.critical),
    oldestAt: Math.min(...rows.map(row => row.slaDueAt)),
  };
};

const sentence = ({ count, oldestAt }: Overdue, waitedMs: number, { timeZone }: CoveragePlan): string =>
  `${count} overdue ${count === 1 ? 'item' : 'items'}, the first since ${isoLocal(oldestAt, timeZone).slice(0, 16).replace('T', ' ')}; ` +
  `nobody has done anything for ${waitedMs / minuteMs} min`;

const pagesOf = ({ db, t }: Store, { id, startedAt }: IncidentRow) =>
  db
    .select()
    .from(t.page)
    .where(and(gte(t.page.at, startedAt), eq(t.page.incidentId, id)))
    .orderBy(asc(t.page.at), asc(t.page.step));

/** Tells the lead, then those on duty, one each step while the queue stays alone. Inside a transaction. */
const tellNext = async (store: Store, incident: IncidentRow, plan: CoveragePlan, now: number) => {
  const pages = await pagesOf(store, incident);
  const earlier = pages.map(
    ({ to, state }): Earlier => ({ to, state: state === 'sent' ? 'sent' : 'nobody' }),
  );
  const duty = whoIsOn(plan, now);
  const order = toTell([plan.lead ?? [], duty.is === 'on' ? duty.people : []].flat(), null);
  const last = pages.at(-1);
  if (last && last.at + stepMs(plan, pages.length, order.length) > now) return false;
  for (let tries = 0; tries < order.length; tries += 1) {
    const { to } = nextStep({ is: 'on', people: order }, null, earlier);
    if (to === null) return false;
    const matter = {
      programId: incident.subjectId,
      reason: 'unattended',
      severity: null,
      incidentId: incident.id,
    } as const;
    const told = await tell(store, matter, { step: earlier.length + 1, to }, now);
    earlier.push({ to, state: told ? 'sent' : 'nobody' });
    if (told) break;
  }
  return order.length > 0;
};

const isOver = async (store: Store, incident: IncidentRow, now: number): Promise<boolean> =>
  (await overdueIn(store, incident.subjectId, now)) === null ||
  (await lastActAt(store, incident.subjectId, incident.startedAt)) !== null;

const end = async (store: Store, incident: IncidentRow, now: number): Promise<void> => {
  const ended = await endIncident(store, incident, now);
  if (ended === null) return;
  const { page } = store.t;
  await store.db
    .update(page)
    .set({ state: 'answered', answeredAt: now, answeredBy: ended.acknowledgedBy })
    .where(and(gte(page.at, incident.startedAt), eq(page.incidentId, incident.id)));
};

/** How long nobody has done anything for a queue that somebody is there for; null while it is not too long. */
const aloneFor = async (store: Store, programId: string, plan: CoveragePlan, found: Overdue, now: number) => {
  const { minutes, criticalMinutes } = plan.unattended;
  const waitedMs = (found.hasCritical ? Math.min(minutes, criticalMinutes) : minutes) * minuteMs;
  if (found.oldestAt > now - waitedMs && !found.hasCritical) return null;
  if (!isStaffedFor(plan, now, waitedMs)) return null;
  return (await lastActAt(store, programId, now - waitedMs)) === null ? waitedMs : null;
};

const look = async (store: Store, programId: string, plan: CoveragePlan, now: number): Promise<boolean> => {
  const incident = await goingOn({ db: store.reader, t: store.t }, 'queue-unattended', programId);
  if (incident) {
    if (await isOver(store, incident, now)) {
      await store.write(() => end(store, incident, now));
      return true;
    }
    return store.write(() => tellNext(store, incident, plan, now));
  }
  const found = await overdueIn(store, programId, now);
  const waitedMs = found ? await aloneFor(store, programId, plan, found, now) : null;
  if (!found || waitedMs === null) return false;
  await store.write(async () => {
    const facts = {
      startedAt: now,
      because: sentence(found, waitedMs, plan),
      detail: { overdue: found.count, waitedMinutes: waitedMs / minuteMs },
    };
    await beginIncident(store, 'queue-unattended', programId, facts, now);
    const begun = await goingOn(store, 'queue-unattended', programId);
    if (begun) await tellNext(store, begun, plan, now);
  });
  return true;
};

/**
 * Notices queues with overdue items that nobody works on though somebody is on, tells the lead and then those on duty,
 * and that it is over once somebody acts.
 */
export const watchQueues = (store: Store, plans: Plans, now: number): Promise<Outcome> =>
  eachApart(plans.keys(), programId => {
    const plan = plans.get(programId);
    return plan ? look(store, programId, plan, now) : Promise.resolve(false);
  });
