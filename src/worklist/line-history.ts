import { and, asc, inArray, isNotNull, max, ne, sql } from 'drizzle-orm';
import type { LastContactBody, LineStayBody, NextTaskBody } from '../contract/worklist-line.ts';
import type { Store } from '../db/open.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type Ids = readonly string[];

const iso = (at: number): string => new Date(at).toISOString();

/** The latest attempt to reach somebody about each patient. */
export const lastContacts = async (
  { reader, t }: Deps,
  patientIds: Ids,
): Promise<ReadonlyMap<string, LastContactBody>> => {
  const { contact } = t;
  const latest = reader
    .select({ patientId: contact.patientId, at: max(contact.at) })
    .from(contact)
    .where(inArray(contact.patientId, [...patientIds]))
    .groupBy(contact.patientId);
  const rows = await reader
    .select()
    .from(contact)
    // the patients again, so that the index serves this too
    .where(
      and(
        inArray(contact.patientId, [...patientIds]),
        sql`(${contact.patientId}, ${contact.at}) in ${latest}`,
      ),
    )
    .orderBy(asc(contact.attempt));
  return new Map(
    rows.map(({ patientId, who, channel, reached, incoming, attempt, by, at }) => [
      patientId,
      { who, channel, reached, incoming, attempt, by, at: iso(at) },
    ]),
  );
};

/** The open task of each patient that is due first. */
export const nextTasks = async (
  { reader, t }: Deps,
  patientIds: Ids,
  now: number,
): Promise<ReadonlyMap<string, NextTaskBody>> => {
  const { id, patientId, title, dueAt, state } = t.careTask;
  // all of the patients' tasks, which are few: an index of states would walk through everybody's open ones
  const rows = await reader
    .select({ id, patientId, title, dueAt, state })
    .from(t.careTask)
    .where(inArray(patientId, [...patientIds]));
  return new Map(
    rows
      .filter(row => row.state === 'open')
      .sort((a, b) => b.dueAt - a.dueAt || b.id.localeCompare(a.id))
      .map(row => [
        row.patientId,
        { id: row.id, title: row.title, dueAt: iso(row.dueAt), overdue: row.dueAt <= now },
      ]),
  );
};

const isOf = (admittedAt: number, dischargedAt: number | null, now: number): LineStayBody['is'] => {
  if (admittedAt > now) return 'planned';
  return dischargedAt === null || dischargedAt > now ? 'now' : 'past';
};

/** The latest hospital stay or emergency visit of each patient, also one to come. */
export const latestStays = async (
  { reader, t }: Deps,
  patientIds: Ids,
  now: number,
): Promise<ReadonlyMap<string, LineStayBody>> => {
  const { encounter } = t;
  const isStay = and(inArray(encounter.patientId, [...patientIds]), ne(encounter.class, 'outpatient'));
  const latest = reader
    .select({ patientId: encounter.patientId, at: max(encounter.admittedAt) })
    .from(encounter)
    .where(isStay)
    .groupBy(encounter.patientId);
  const rows = await reader
    .select()
    .from(encounter)
    .where(and(isStay, sql`(${encounter.patientId}, ${encounter.admittedAt}) in ${latest}`))
    .orderBy(asc(encounter.class), asc(encounter.id));
  return new Map(
    rows.map(({ id, patientId, class: of, admittedAt, dischargedAt }) => [
      patientId,
      {
        id,
        is: isOf(admittedAt, dischargedAt, now),
        class: of,
        admittedAt: iso(admittedAt),
        dischargedAt: dischargedAt === null ? null : iso(dischargedAt),
      },
    ]),
  );
};

/** Who closed each patient's last item that is closed, and when. */
export const lastCloses = async ({ reader, t }: Deps, patientIds: Ids) => {
  const { patientId, closedBy, closedAt, openedAt } = t.worklistItem;
  // by `closedAt`, not the state: an index of states would walk through all that was ever closed
  const isClosed = isNotNull(closedAt);
  const latest = reader
    .select({ patientId, at: max(openedAt) })
    .from(t.worklistItem)
    .where(and(inArray(patientId, [...patientIds]), isClosed))
    .groupBy(patientId);
  const rows = await reader
    .select({ patientId, closedBy, closedAt })
    .from(t.worklistItem)
    .where(and(inArray(patientId, [...patientIds]), isClosed, sql`(${patientId}, ${openedAt}) in ${latest}`));
  return new Map(rows.map(row => [row.patientId, row]));
};
