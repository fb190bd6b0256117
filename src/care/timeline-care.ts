import { and, desc, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { answersText } from './summary-words.ts';
import type { TimelineSource } from './timeline-source.ts';

const minutesText = (seconds: number): string => `${Math.round(seconds / 6) / 10} min`;

export const careSources: readonly TimelineSource[] = [
  {
    name: 'symptoms',
    kind: 'symptoms',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, at, id } = t.symptomReport;
      const rows = await reader
        .select()
        .from(t.symptomReport)
        .where(and(eq(patientId, patient.id), behind(at, id)))
        .orderBy(desc(at), desc(id))
        .limit(limit);
      return rows.map(r => ({
        ...{ at: r.at, id: r.id, by: r.by, ref: { type: 'symptom-report', id: r.id } },
        title: `Symptoms, said by ${r.saidBy}${r.severity === null ? '' : `: ${r.severity}`}${r.withdrawnAt === null ? '' : ' (withdrawn)'}`,
        detail: answersText(r.answers),
      }));
    },
  },
  {
    name: 'symptoms-withdrawn',
    kind: 'symptoms',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, withdrawnAt, id } = t.symptomReport;
      const rows = await reader
        .select()
        .from(t.symptomReport)
        .where(and(eq(patientId, patient.id), isNotNull(withdrawnAt), behind(withdrawnAt, id)))
        .orderBy(desc(withdrawnAt), desc(id))
        .limit(limit);
      return rows.map(r => ({
        ...{ at: r.withdrawnAt ?? r.at, id: r.id, by: r.withdrawnBy, detail: answersText(r.answers) },
        ...{ title: 'Symptoms withdrawn: recorded in error', ref: { type: 'symptom-report', id: r.id } },
      }));
    },
  },
  {
    name: 'task-started',
    kind: 'task',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, createdAt, id } = t.careTask;
      const rows = await reader
        .select()
        .from(t.careTask)
        .where(and(eq(patientId, patient.id), behind(createdAt, id)))
        .orderBy(desc(createdAt), desc(id))
        .limit(limit);
      return rows.map(task => ({
        ...{ at: task.createdAt, id: task.id, by: task.createdBy, ref: { type: 'task', id: task.id } },
        ...{ title: `Task: ${task.title}`, detail: task.because },
      }));
    },
  },
  {
    name: 'task-ended',
    kind: 'task',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, doneAt, id, state } = t.careTask;
      const rows = await reader
        .select()
        .from(t.careTask)
        .where(and(eq(patientId, patient.id), ne(state, 'open'), behind(doneAt, id)))
        .orderBy(desc(doneAt), desc(id))
        .limit(limit);
      return rows.map(task => ({
        ...{
          at: task.doneAt ?? task.dueAt,
          id: task.id,
          by: task.doneBy,
          ref: { type: 'task', id: task.id },
        },
        ...{ title: `Task ${task.state}: ${task.title}`, detail: task.outcome },
      }));
    },
  },
  {
    name: 'minutes',
    kind: 'minutes',
    read: async ({ reader, t, patient, behind, limit }) => {
      const { patientId, startedAt, id, state } = t.minutes;
      const rows = await reader
        .select()
        .from(t.minutes)
        .where(and(eq(patientId, patient.id), inArray(state, ['waiting', 'approved']), behind(startedAt, id)))
        .orderBy(desc(startedAt), desc(id))
        .limit(limit);
      return rows.map(m => ({
        ...{ at: m.startedAt, id: m.id, detail: m.note, by: m.by, ref: { type: 'minutes', id: m.id } },
        title: `${minutesText(m.seconds)} of ${m.activity}${m.interactive ? ', with the patient' : ''}${m.state === 'waiting' ? ' (not approved yet)' : ''}`,
      }));
    },
  },
];
