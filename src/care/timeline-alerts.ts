import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { alertTitle } from '../alerts/sources.ts';
import type { EndReason } from '../domain/alert.ts';
import type { Entry, TimelineSource } from './timeline-source.ts';

const endings: Readonly<Record<EndReason, string>> = {
  cleared: 'readings are good again',
  'not-confirmed': 'no repeat confirmed it',
  superseded: 'a reading that came late showed that it should not have been raised',
};

const ref = (id: string): Entry['ref'] => ({ type: 'alert', id });

export const alertSources: readonly TimelineSource[] = [
  {
    name: 'alert-fired',
    kind: 'alert',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, firedAt, id } = t.alert;
      const rows = await reader
        .select()
        .from(t.alert)
        .where(and(eq(patientId, patient.id), isNotNull(firedAt), behind(firedAt, id)))
        .orderBy(desc(firedAt), desc(id))
        .limit(limit);
      return rows.map(a => ({
        ...{ at: a.firedAt ?? a.startedAt, id: a.id, by: null, ref: ref(a.id) },
        title: `${alertTitle(a.ruleId)}: ${a.severity}`,
        detail: a.quietBy === null ? a.because : `${a.because} (quiet: ${a.quietBy})`,
      }));
    },
  },
  {
    name: 'alert-ended',
    kind: 'alert',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, firedAt, endedAt, id } = t.alert;
      const rows = await reader
        .select()
        .from(t.alert)
        .where(and(eq(patientId, patient.id), isNotNull(firedAt), isNotNull(endedAt), behind(endedAt, id)))
        .orderBy(desc(endedAt), desc(id))
        .limit(limit);
      return rows.map(a => ({
        ...{ at: a.endedAt ?? a.startedAt, id: a.id, by: null, ref: ref(a.id) },
        title: `${alertTitle(a.ruleId)} ended`,
        detail: a.endReason === null ? null : endings[a.endReason],
      }));
    },
  },
  {
    name: 'cohort-entered',
    kind: 'risk',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, enteredAt, id } = t.cohort;
      const rows = await reader
        .select()
        .from(t.cohort)
        .where(and(eq(patientId, patient.id), behind(enteredAt, id)))
        .orderBy(desc(enteredAt), desc(id))
        .limit(limit);
      return rows.map(c => ({
        ...{ at: c.enteredAt, id: c.id, by: null, ref: { type: 'cohort', id: c.id } },
        title: 'Entered the intensive cohort',
        detail: `at rank ${c.enteredRank}`,
      }));
    },
  },
  {
    name: 'cohort-left',
    kind: 'risk',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, leftAt, id } = t.cohort;
      const rows = await reader
        .select()
        .from(t.cohort)
        .where(and(eq(patientId, patient.id), isNotNull(leftAt), behind(leftAt, id)))
        .orderBy(desc(leftAt), desc(id))
        .limit(limit);
      return rows.map(c => ({
        ...{ at: c.leftAt ?? c.enteredAt, id: c.id, by: null, ref: { type: 'cohort', id: c.id } },
        title: 'Left the intensive cohort',
        detail: null,
      }));
    },
  },
];
