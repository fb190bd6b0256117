import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type IncidentBody, incidentKinds } from '../contract/incidents.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';
import { isoOrNull } from '../worklist/bodies.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import type { IncidentRow } from './incident-rows.ts';

const countIn = ({ detail }: IncidentRow, list: string): number | null =>
  Array.isArray(detail[list]) ? detail[list].length : null;

export const incidentBody = (row: IncidentRow): IncidentBody => ({
  id: row.id,
  version: row.version,
  kind: row.kind,
  subjectId: row.subjectId,
  state: row.state,
  because: row.because,
  startedAt: new Date(row.startedAt).toISOString(),
  endedAt: isoOrNull(row.endedAt),
  deviceCount: countIn(row, 'deviceIds'),
  patientCount: countIn(row, 'patientIds'),
  acknowledgedBy: row.acknowledgedBy,
  acknowledgedAt: isoOrNull(row.acknowledgedAt),
  closedBy: row.closedBy,
  closedAt: isoOrNull(row.closedAt),
});

export const incidentsQuery = z.strictObject({
  /** by default all but closed ones */
  state: z.enum(['open', 'acknowledged', 'closed', 'all']).optional(),
  kind: z.enum(incidentKinds).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type IncidentsQuery = z.infer<typeof incidentsQuery>;

const cursorSchema = z.tuple([z.literal('incidents'), z.number(), z.string()]);

const patientsOf = ({ detail }: IncidentRow): readonly string[] =>
  Array.isArray(detail.patientIds) ? detail.patientIds.filter(id => typeof id === 'string') : [];

/** Those that concern a patient of the programs, or the queue of one of them. */
const within = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  rows: readonly IncidentRow[],
  programs: Programs,
): Promise<readonly IncidentRow[]> => {
  if (programs === null) return rows;
  const { id, programId } = t.patient;
  const seen = await reader
    .select({ id })
    .from(t.patient)
    .where(and(inArray(id, rows.flatMap(patientsOf)), inPrograms(programId, programs)));
  const seenIds = new Set(seen.map(patient => patient.id));
  return rows.filter(row =>
    row.kind === 'queue-unattended'
      ? programs.includes(row.subjectId)
      : patientsOf(row).some(patientId => seenIds.has(patientId)),
  );
};

/** Incidents, the latest first; closed ones only when asked for. */
export const listIncidents = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  { state, kind, limit, cursor }: IncidentsQuery,
  programs: Programs = null,
): Promise<{ items: IncidentBody[]; next: string | null }> => {
  const { incident } = t;
  const after = cursor === undefined ? null : decodeCursor(cursor, cursorSchema);
  const stateFilter = state === undefined ? ne(incident.state, 'closed') : undefined;
  const rows = await reader
    .select()
    .from(incident)
    .where(
      and(
        state === undefined || state === 'all' ? stateFilter : eq(incident.state, state),
        kind ? eq(incident.kind, kind) : undefined,
        after ? sql`(${incident.startedAt}, ${incident.id}) < (${after[1]}, ${after[2]})` : undefined,
      ),
    )
    .orderBy(desc(incident.startedAt), desc(incident.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? encodeCursor(['incidents', last.startedAt, last.id]) : null;
  return { items: (await within({ reader, t }, page, programs)).map(incidentBody), next };
};

export const incidentInput = z.strictObject({ version: z.number().int().optional() });
export type IncidentInput = z.infer<typeof incidentInput>;

const conflictOn = (row: IncidentRow): AppError => {
  const by = row.closedBy ?? row.acknowledgedBy ?? 'system';
  const at = row.closedAt ?? row.acknowledgedAt ?? row.endedAt ?? row.startedAt;
  const did = row.state === 'open' ? 'changed' : row.state;
  return new AppError('conflict', `${by} ${did} this incident at ${new Date(at).toISOString()}`, {
    remedy: 'load the incident again and decide on what it says now',
    conflict: { by, at, state: row.state },
  });
};

const fetchIncident = async ({ store: { db, t } }: VerbDeps, id: string): Promise<IncidentRow> => {
  const [row] = await db.select().from(t.incident).where(eq(t.incident.id, id));
  if (row) return row;
  throw new AppError('not-found', 'there is no such incident', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/incidents',
  });
};

const change = async (
  { store, actor, at }: VerbDeps,
  row: IncidentRow,
  verb: 'acknowledge' | 'close',
  fields: Partial<IncidentRow>,
): Promise<IncidentBody> => {
  const { db, t } = store;
  const [changed] = await db
    .update(t.incident)
    .set({ ...fields, version: row.version + 1 })
    .where(and(eq(t.incident.id, row.id), eq(t.incident.version, row.version)))
    .returning();
  if (!changed) throw conflictOn(row);
  await recordAudit(store, {
    at,
    actor,
    action: `incident.${verb}`,
    subject: { type: 'incident', id: row.id },
    patientId: null,
    detail: { kind: row.kind },
  });
  await emit(store, { at, kind: 'incident.changed', patientId: null, itemId: null, subjectId: row.id });
  return incidentBody(changed);
};

const isAsSeen = (row: IncidentRow, version: number | undefined): boolean =>
  version === undefined || version === row.version;

/** Takes an incident up. @throws AppError not-found, conflict */
export const acknowledgeIncident = (
  deps: VerbDeps,
  id: string,
  { version }: IncidentInput,
): Promise<IncidentBody> =>
  deps.store.write(async () => {
    const row = await fetchIncident(deps, id);
    if (row.state !== 'open' || !isAsSeen(row, version)) throw conflictOn(row);
    const acknowledgedBy = actorName(deps.actor);
    return change(deps, row, 'acknowledge', {
      state: 'acknowledged',
      acknowledgedBy,
      acknowledgedAt: deps.at,
    });
  });

/** Closes an incident that is over. @throws AppError not-found, conflict, not-allowed-now while it goes on */
export const closeIncident = (
  deps: VerbDeps,
  id: string,
  { version }: IncidentInput,
): Promise<IncidentBody> =>
  deps.store.write(async () => {
    const row = await fetchIncident(deps, id);
    if (row.state === 'closed' || !isAsSeen(row, version)) throw conflictOn(row);
    if (row.endedAt === null) {
      throw new AppError('not-allowed-now', 'this incident goes on: it would only begin again', {
        field: 'id',
        remedy: 'acknowledge it; it can be closed once it is over',
      });
    }
    return change(deps, row, 'close', {
      state: 'closed',
      closedBy: actorName(deps.actor),
      closedAt: deps.at,
    });
  });
