import { and, asc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PatientBody, PatientSummaryBody } from '../contract.ts';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { kinds } from '../domain/reading.ts';
import { AppError } from '../errors.ts';
import { latestReadingTimes } from '../readings/pages.ts';
import { foldForSearch } from './fold-for-search.ts';

type Deps = Pick<Store, 'reader' | 't'>;
export type PatientRow = Store['t']['patient']['$inferSelect'];
type AssignmentRow = Store['t']['assignment']['$inferSelect'];

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const patientSummary = (p: PatientRow): PatientSummaryBody => ({
  id: p.id,
  siteId: p.siteId,
  family: p.family,
  given: p.given,
  birthDate: p.birthDate,
  sex: p.sex,
  timeZone: p.timeZone,
  programId: p.programId,
});

export const assignmentBody = (a: AssignmentRow) => ({
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

/** One patient with assignments, limits and the open item. @throws AppError not-found */
export const readPatient = async (deps: Deps, id: string): Promise<PatientBody> => {
  const { reader, t } = deps;
  const p = await findPatient(deps, id);
  const [assignments, [program], [item], latest] = await Promise.all([
    reader
      .select()
      .from(t.assignment)
      .where(eq(t.assignment.patientId, p.id))
      .orderBy(asc(t.assignment.deviceId)),
    reader.select().from(t.program).where(eq(t.program.id, p.programId)),
    reader
      .select({ id: t.worklistItem.id })
      .from(t.worklistItem)
      .where(and(eq(t.worklistItem.patientId, p.id), ne(t.worklistItem.state, 'closed'))),
    latestReadingTimes(deps, p.id),
  ]);
  if (!program) throw new AppError('not-found', "the patient's program does not exist", { field: 'program' });
  const { enrolledAt, updatedAt: _updatedAt, search: _search, ...rest } = p;
  return {
    ...rest,
    enrolledAt: new Date(enrolledAt).toISOString(),
    tags: [...p.tags],
    assignments: assignments.map(assignmentBody),
    limits: program.limits,
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
  const pattern = `%${foldForSearch(q).replace(/[%_\\]/g, character => `\\${character}`)}%`;
  return sql`${t.patient.search} like ${pattern} escape '\\'`;
};

/** Patients that come after one by name; its name stays out of the cursor. */
const afterPatient = async ({ reader, t }: Deps, patientId: string): Promise<SQL> => {
  const { family, given, id } = t.patient;
  const [last] = await reader.select().from(t.patient).where(eq(id, patientId));
  if (!last) throw badCursor();
  return sql`(${family}, ${given}, ${id}) > (${last.family}, ${last.given}, ${last.id})`;
};

/** Patients by name, with a search over name, site id and phone. */
export const listPatients = async (deps: Deps, query: PatientsQuery & { readonly q?: string }) => {
  const { reader, t } = deps;
  const { family, given, id } = t.patient;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const after = cursor ? await afterPatient(deps, cursor[1]) : undefined;
  const rows = await reader
    .select()
    .from(t.patient)
    .where(
      and(matching(deps, query.q), query.program ? eq(t.patient.programId, query.program) : undefined, after),
    )
    .orderBy(asc(family), asc(given), asc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? encodeCursor(['patients', last.id]) : null;
  return { items: page.map(patientSummary), next };
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
