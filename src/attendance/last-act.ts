import { desc, eq, inArray, lt } from 'drizzle-orm';
import type { Store } from '../db/open.ts';

const pageSize = 500;

type Row = Pick<
  Store['t']['auditLog']['$inferSelect'],
  'id' | 'at' | 'actor' | 'patientId' | 'subjectType' | 'subjectId'
>;

const rowsBefore = ({ reader, t }: Store, id: number): Promise<Row[]> => {
  const { auditLog } = t;
  return reader
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actor: auditLog.actor,
      patientId: auditLog.patientId,
      subjectType: auditLog.subjectType,
      subjectId: auditLog.subjectId,
    })
    .from(auditLog)
    .where(lt(auditLog.id, id))
    .orderBy(desc(auditLog.id))
    .limit(pageSize);
};

/** Those of some patients who are in a program. */
const inProgram = async ({ reader, t }: Store, programId: string, rows: readonly Row[]) => {
  const ids = [...new Set(rows.flatMap(row => row.patientId ?? []))];
  if (ids.length === 0) return new Set<string>();
  const patients = await reader
    .select({ id: t.patient.id, programId: t.patient.programId })
    .from(t.patient)
    .where(inArray(t.patient.id, ids));
  return new Set(patients.filter(p => p.programId === programId).map(p => p.id));
};

/** Incidents about a program's queue. */
const incidentsOf = async ({ reader, t }: Store, programId: string) =>
  new Set(
    (
      await reader.select({ id: t.incident.id }).from(t.incident).where(eq(t.incident.subjectId, programId))
    ).map(({ id }) => id),
  );

/**
 * When a person last did anything for a patient of a program, or about its queue, at `since` or later; null when
 * nobody did. Reads the audit from its end, no further back than `since`.
 */
export const lastActAt = async (store: Store, programId: string, since: number): Promise<number | null> => {
  const incidents = await incidentsOf(store, programId);
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = await rowsBefore(store, before);
    const people = rows.filter(row => row.at >= since && row.actor.startsWith('person:'));
    const patients = await inProgram(store, programId, people);
    const act = people.find(
      row =>
        patients.has(row.patientId ?? '') || (row.subjectType === 'incident' && incidents.has(row.subjectId)),
    );
    if (act) return act.at;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize || last.at < since) return null;
    before = last.id;
  }
};
