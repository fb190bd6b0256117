import { type AnyColumn, and, desc, eq, getTableColumns, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AccessEntryBody, AuditEntryBody } from '../contract/audit.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from './open.ts';

type Deps = Pick<Store, 'reader' | 't'>;
type Page<T> = { items: T[]; next: string | null };
type Query = { readonly limit: number; readonly cursor?: string | undefined };

const cursorSchema = z.strictObject({ before: z.number().int() });

const beforeOf = ({ cursor }: Query): number =>
  cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(cursor, cursorSchema).before;

const pageOf = <T extends { readonly id: number; readonly at: number }>(
  rows: readonly T[],
  limit: number,
) => {
  const items = rows.slice(0, limit).map(row => ({ ...row, at: new Date(row.at).toISOString() }));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor({ before: last.id }) : null };
};

export type AuditQuery = Query & {
  readonly patientId?: string | undefined;
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly actor?: string | undefined;
};

/** Of a person or a machine by name, also what a person did through a machine. */
const byActor = (column: AnyColumn, name: string): SQL | undefined => {
  const through = `person:${name} through `;
  return or(
    inArray(column, [`person:${name}`, `machine:${name}`, `system:${name}`]),
    sql`substr(${column}, 1, ${through.length}) = ${through}`,
  );
};

/** Changes, newest first, each as it was chained. */
export const listAudit = async ({ reader, t }: Deps, query: AuditQuery): Promise<Page<AuditEntryBody>> => {
  const { patientId, subjectType, subjectId, actor, limit } = query;
  const { previousHash: _, ...columns } = getTableColumns(t.auditLog);
  const rows = await reader
    .select(columns)
    .from(t.auditLog)
    .where(
      and(
        lt(t.auditLog.id, beforeOf(query)),
        patientId === undefined ? undefined : eq(t.auditLog.patientId, patientId),
        subjectType === undefined ? undefined : eq(t.auditLog.subjectType, subjectType),
        subjectId === undefined ? undefined : eq(t.auditLog.subjectId, subjectId),
        actor === undefined ? undefined : byActor(t.auditLog.actor, actor),
      ),
    )
    .orderBy(desc(t.auditLog.id))
    .limit(limit + 1);
  return pageOf(rows, limit);
};

/** Who was shown a patient's data, newest first. */
export const listAccess = async (
  { reader, t }: Deps,
  query: Query & Pick<AuditQuery, 'patientId' | 'actor'>,
): Promise<Page<AccessEntryBody>> => {
  const { patientId, actor, limit } = query;
  const rows = await reader
    .select()
    .from(t.accessLog)
    .where(
      and(
        lt(t.accessLog.id, beforeOf(query)),
        patientId === undefined ? undefined : eq(t.accessLog.patientId, patientId),
        actor === undefined ? undefined : byActor(t.accessLog.actor, actor),
      ),
    )
    .orderBy(desc(t.accessLog.id))
    .limit(limit + 1);
  return pageOf(rows, limit);
};
