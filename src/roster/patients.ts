import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { EncounterBody, MonitoringBody, PatientBody } from '../contract/patients.ts';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { isOpenItem } from '../db/partial.ts';
import { changeAt, statusAt } from '../domain/monitoring.ts';
import { kinds } from '../domain/reading.ts';
import { inForceAt } from '../domain/rule-set.ts';
import { AppError } from '../errors.ts';
import { latestReadingTimes } from '../readings/pages.ts';
import { searchedFor } from './fold-for-search.ts';
import { inPrograms, type Programs } from './in-programs.ts';
import { type MonitoringRow, monitoringOf, statusesOf } from './monitoring.ts';
import { readClinical } from './read-clinical.ts';
import { type PatientRow, patientSummary } from './summaries.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type AssignmentRow = Store['t']['assignment']['$inferSelect'];

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const assignmentBody = (a: AssignmentRow) => ({
  id: a.id,
  deviceId: a.deviceId,
  kind: a.kind,
  slot: a.slot,
  perWeek: a.perWeek,
  from: isoOrNull(a.fromAt),
  until: isoOrNull(a.untilAt),
});

/** By opaque id or the site's own id. @throws AppError not-found */
export const findPatient = async ({ reader, t }: Deps, id: string): Promise<PatientRow> => {
  const rows = await reader
    .select()
    .from(t.patient)
    .where(or(eq(t.patient.id, id), eq(t.patient.siteId, id)));
  const patient = rows.find(p => p.id === id) ?? rows[0];
  if (patient) return patient;
  throw new AppError('not-found', 'there is no such patient', {
    field: 'id',
    remedy: "use the site's own patient id or an id from GET /api/v1/patients",
  });
};

const monitoringBody = (m: MonitoringRow): MonitoringBody => ({
  status: m.status,
  since: isoOrNull(m.fromAt),
  resumesAt: isoOrNull(m.resumesAt),
  reviewAt: isoOrNull(m.reviewAt),
  reason: m.reason,
  by: m.by,
});

const alwaysActive: MonitoringBody = {
  status: 'active',
  since: null,
  resumesAt: null,
  reviewAt: null,
  reason: null,
  by: null,
};

const monitoringInForce = (changes: readonly MonitoringRow[], at: number): MonitoringBody => {
  const change = changeAt(changes, at) as MonitoringRow | null;
  if (change === null) return alwaysActive;
  return statusAt(changes, at) === change.status
    ? monitoringBody(change)
    : { ...alwaysActive, since: isoOrNull(change.resumesAt) };
};

const encounterBody = (e: Store['t']['encounter']['$inferSelect']): EncounterBody => ({
  id: e.id,
  class: e.class,
  admittedAt: new Date(e.admittedAt).toISOString(),
  dischargedAt: isoOrNull(e.dischargedAt),
  emergent: e.emergent,
});

/** One patient with assignments, limits and the open item. @throws AppError not-found */
export const readPatient = async (deps: Deps, id: string, at: number): Promise<PatientBody> => {
  const { reader, t } = deps;
  const p = await findPatient(deps, id);
  const [assignments, changes, encounters, conditions, clinical, [item], latest] = await Promise.all([
    reader
      .select()
      .from(t.assignment)
      .where(eq(t.assignment.patientId, p.id))
      .orderBy(asc(t.assignment.deviceId), asc(t.assignment.fromAt)),
    monitoringOf(deps, [p.id]),
    reader
      .select()
      .from(t.encounter)
      .where(eq(t.encounter.patientId, p.id))
      .orderBy(desc(t.encounter.admittedAt)),
    reader
      .select()
      .from(t.condition)
      .where(and(eq(t.condition.patientId, p.id), isNull(t.condition.endedAt)))
      .orderBy(asc(t.condition.code)),
    readClinical(reader, t, [p.id]),
    reader
      .select({ id: t.worklistItem.id })
      .from(t.worklistItem)
      .where(and(eq(t.worklistItem.patientId, p.id), isOpenItem(t.worklistItem))),
    latestReadingTimes(deps, p.id),
  ]);
  const timeline = clinical.timeline(p.id, p.programId);
  if (!timeline)
    throw new AppError('not-found', "the patient's program does not exist", { field: 'program' });
  const { enrolledAt, updatedAt, search: _search, ...rest } = p;
  const ofPatient = changes.get(p.id) ?? [];
  return {
    ...rest,
    enrolledAt: new Date(enrolledAt).toISOString(),
    tags: [...p.tags],
    flags: [...p.flags],
    updatedAt: new Date(updatedAt).toISOString(),
    status: statusAt(ofPatient, at),
    monitoring: monitoringInForce(ofPatient, at),
    monitoringChanges: ofPatient.map(monitoringBody).reverse(),
    encounters: encounters.map(encounterBody),
    conditions: conditions.map(({ id, system, code, onset }) => ({ id, system, code, onset })),
    assignments: assignments.map(assignmentBody),
    limits: inForceAt(timeline, at).limits,
    lastReadingAt: Object.fromEntries(
      kinds.flatMap(kind => {
        const at = latest.get(kind);
        return at === undefined ? [] : [[kind, new Date(at).toISOString()]];
      }),
    ),
    openItemId: item?.id ?? null,
  };
};

export const patientsQuery = z.strictObject({
  program: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type PatientsQuery = z.infer<typeof patientsQuery>;

/** A name is no part of a URL: a search is a body. */
export const patientSearch = z.strictObject({
  q: z.string().trim().min(1).max(100),
  program: z.string().optional(),
  limit: z.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});

const cursorSchema = z.tuple([z.literal('patients'), z.string()]);

const matching = ({ t }: Deps, q: string | undefined): SQL | undefined => {
  if (!q) return undefined;
  const patterns = searchedFor(q).map(text => `%${text.replace(/[%_\\]/g, character => `\\${character}`)}%`);
  return or(...patterns.map(pattern => sql`${t.patient.search} like ${pattern} escape '\\'`));
};

/** Patients that come after one by name; its name stays out of the cursor. */
const afterPatient = async ({ reader, t }: Deps, patientId: string): Promise<SQL> => {
  const { family, given, id } = t.patient;
  const [last] = await reader.select().from(t.patient).where(eq(id, patientId));
  if (!last) throw badCursor();
  return sql`(${family}, ${given}, ${id}) > (${last.family}, ${last.given}, ${last.id})`;
};

/** Patients by name, with a search over name, site id and phone. */
export const listPatients = async (
  deps: Deps,
  query: PatientsQuery & { readonly q?: string },
  at: number,
  programs: Programs = null,
) => {
  const { reader, t } = deps;
  const { family, given, id } = t.patient;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const after = cursor ? await afterPatient(deps, cursor[1]) : undefined;
  const rows = await reader
    .select()
    .from(t.patient)
    .where(
      and(
        matching(deps, query.q),
        query.program ? eq(t.patient.programId, query.program) : undefined,
        inPrograms(t.patient.programId, programs),
        after,
      ),
    )
    .orderBy(asc(family), asc(given), asc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? encodeCursor(['patients', last.id]) : null;
  const statusOf = await statusesOf(
    deps,
    page.map(p => p.id),
    at,
  );
  return { items: page.map(p => patientSummary(p, statusOf(p.id))), next };
};

/** Site ids of patients, for lists that name them. */
export const siteIdsOf = async (
  { reader, t }: Deps,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await reader
    .select({ id: t.patient.id, siteId: t.patient.siteId })
    .from(t.patient)
    .where(inArray(t.patient.id, [...new Set(ids)]));
  return new Map(rows.map(r => [r.id, r.siteId]));
};
