import { and, desc, eq, isNotNull, or } from 'drizzle-orm';
import { isoLocal } from '../domain/local-day.ts';
import type { TimelineSource } from './timeline-source.ts';

export const recordSources: readonly TimelineSource[] = [
  {
    name: 'status',
    kind: 'status',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, at, id } = t.monitoring;
      const rows = await reader
        .select()
        .from(t.monitoring)
        .where(and(eq(patientId, patient.id), behind(at, id)))
        .orderBy(desc(at), desc(id))
        .limit(limit);
      return rows.map(m => ({
        ...{ at: m.at, id: m.id, detail: m.reason, by: m.by, ref: { type: 'monitoring', id: m.id } },
        title: `Monitoring ${m.status} from ${isoLocal(m.fromAt, patient.timeZone).slice(0, 16).replace('T', ' ')}`,
      }));
    },
  },
  {
    name: 'limit-set',
    kind: 'limits',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, at, id } = t.limitOverride;
      const rows = await reader
        .select()
        .from(t.limitOverride)
        .where(and(eq(patientId, patient.id), behind(at, id)))
        .orderBy(desc(at), desc(id))
        .limit(limit);
      return rows.map(o => ({
        ...{ at: o.at, id: o.id, detail: o.why, by: o.by, ref: { type: 'limit-override', id: o.id } },
        title: `Own setting: ${o.key} ${JSON.stringify(o.value)}`,
      }));
    },
  },
  {
    name: 'limit-ended',
    kind: 'limits',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, untilAt, id } = t.limitOverride;
      const rows = await reader
        .select()
        .from(t.limitOverride)
        .where(and(eq(patientId, patient.id), isNotNull(untilAt), behind(untilAt, id)))
        .orderBy(desc(untilAt), desc(id))
        .limit(limit);
      return rows.map(o => ({
        ...{ at: o.untilAt ?? o.at, id: o.id, by: o.endedBy, ref: { type: 'limit-override', id: o.id } },
        title: `Own setting over: ${o.key}`,
        detail: o.endedBy === null ? 'its time had come' : o.endedWhy,
      }));
    },
  },
  {
    name: 'admitted',
    kind: 'stay',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, admittedAt, id } = t.encounter;
      const rows = await reader
        .select()
        .from(t.encounter)
        .where(and(eq(patientId, patient.id), behind(admittedAt, id)))
        .orderBy(desc(admittedAt), desc(id))
        .limit(limit);
      return rows.map(e => ({
        ...{ at: e.admittedAt, id: e.id, by: null, ref: { type: 'encounter', id: e.id } },
        title: e.class === 'outpatient' ? 'Outpatient visit' : `Admitted: ${e.class}`,
        detail: e.emergent ? 'emergent' : null,
      }));
    },
  },
  {
    name: 'discharged',
    kind: 'stay',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, dischargedAt, id } = t.encounter;
      const rows = await reader
        .select()
        .from(t.encounter)
        .where(
          and(
            eq(patientId, patient.id),
            or(eq(t.encounter.class, 'inpatient'), eq(t.encounter.class, 'emergency')),
            isNotNull(dischargedAt),
            behind(dischargedAt, id),
          ),
        )
        .orderBy(desc(dischargedAt), desc(id))
        .limit(limit);
      return rows.map(e => ({
        ...{ at: e.dischargedAt ?? e.admittedAt, id: e.id, by: null, ref: { type: 'encounter', id: e.id } },
        ...{ title: `Discharged: ${e.class}`, detail: null },
      }));
    },
  },
  {
    name: 'resolution',
    kind: 'resolution',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { fromPatientId, toPatientId, at, id } = t.readingResolution;
      const ofPatient = or(eq(fromPatientId, patient.id), eq(toPatientId, patient.id));
      const rows = await reader
        .select()
        .from(t.readingResolution)
        .where(and(ofPatient, behind(at, id)))
        .orderBy(desc(at), desc(id))
        .limit(limit);
      return rows.map(r => ({
        ...{ at: r.at, id: r.id, detail: r.note, by: r.by, ref: { type: 'reading', id: r.readingId } },
        title: `Reading of ${r.kind.replaceAll('-', ' ')}: ${r.decision}`,
      }));
    },
  },
];
