import { and, desc, eq, inArray } from 'drizzle-orm';
import type { TimelineKind } from '../contract/timeline.ts';
import type { Entry, SourceRead, TimelineSource } from './timeline-source.ts';

type AuditRow = SourceRead['t']['auditLog']['$inferSelect'];

/** Of these no row keeps when they came and went, so the audit tells it. */
const actions: Readonly<Partial<Record<TimelineKind, Readonly<Record<string, string>>>>> = {
  medication: {
    'medication.add': 'Medication on file',
    'medication.change': 'Medication changed',
    'medication.end': 'Medication ended',
    'medication.remove': 'Medication taken off file: entered in error',
  },
  problem: {
    'problem.add': 'Diagnosis on file',
    'problem.remove': 'Diagnosis taken off file',
  },
  device: {
    'device.assign': 'Device assigned',
    'device.end-assignment': 'Device given back',
  },
  details: { 'patient.change': 'Details changed' },
};

const namesOf = async ({ reader, t }: SourceRead, rows: readonly AuditRow[]) => {
  const ids = rows.map(row => row.subjectId);
  if (ids.length === 0) return new Map<string, string>();
  const [medications, conditions] = await Promise.all([
    reader
      .select({ id: t.medication.id, name: t.medication.name, dose: t.medication.dose })
      .from(t.medication)
      .where(inArray(t.medication.id, ids)),
    reader
      .select({ id: t.condition.id, system: t.condition.system, code: t.condition.code })
      .from(t.condition)
      .where(inArray(t.condition.id, ids)),
  ]);
  return new Map([
    ...medications.map(m => [m.id, [m.name, m.dose ?? ''].join(' ').trim()] as const),
    ...conditions.map(c => [c.id, `${c.code} (${c.system})`] as const),
  ]);
};

const detailOf = (row: AuditRow, names: ReadonlyMap<string, string>): string | null => {
  const { fields } = row.detail;
  if (row.subjectType === 'device') return row.subjectId;
  const what = Array.isArray(fields) ? fields.join(', ') : null;
  return [names.get(row.subjectId), what].filter(Boolean).join(': ') || null;
};

/** `person:Ana Ruiz through machine:ehr` → `Ana Ruiz` */
const nameOf = (actor: string): string => actor.replace(/^\w+:/, '').replace(/ through machine:.*$/, '');

const sourceOf = (kind: TimelineKind, titles: Readonly<Record<string, string>>): TimelineSource => ({
  name: `audit-${kind}`,
  kind,
  numbered: true,
  read: async from => {
    const { reader, t, patient, behind, limit } = from;
    const { patientId, at, id, action } = t.auditLog;
    const rows = await reader
      .select()
      .from(t.auditLog)
      .where(and(eq(patientId, patient.id), inArray(action, Object.keys(titles)), behind(at, id)))
      .orderBy(desc(at), desc(id))
      .limit(limit);
    const names = await namesOf(from, rows);
    return rows.map(
      (row): Entry => ({
        ...{ at: row.at, id: String(row.id), by: nameOf(row.actor) },
        title: titles[row.action] ?? row.action,
        detail: detailOf(row, names),
        ref: { type: row.subjectType, id: row.subjectId },
      }),
    );
  },
});

export const auditSources: readonly TimelineSource[] = (
  Object.entries(actions) as [TimelineKind, Readonly<Record<string, string>>][]
).map(([kind, titles]) => sourceOf(kind, titles));
