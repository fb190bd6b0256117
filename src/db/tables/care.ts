import type { Severity } from '../../domain/alert.ts';
import type { Kit } from '../kit.ts';

export type TaskState = 'open' | 'done' | 'cancelled';
export type MinutesState = 'running' | 'waiting' | 'approved' | 'discarded';

/** What people do for a patient beside answering alerts. */
export const careTables = (kit: Kit) => ({
  careTask: kit.table(
    'care_task',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      /** `call-day-2`, `call-day-7`, or `other` */
      kind: kit.text().notNull(),
      title: kit.text().notNull(),
      /** what started it */
      because: kit.text().notNull(),
      /** the stay it follows, where it follows one */
      encounterId: kit.text(),
      dueAt: kit.instant().notNull(),
      state: kit.text().$type<TaskState>().notNull(),
      outcome: kit.text(),
      doneBy: kit.text(),
      doneAt: kit.instant(),
      /** the alert by which it came onto the worklist */
      alertId: kit.text(),
      version: kit.int().notNull(),
      createdBy: kit.text().notNull(),
      createdAt: kit.instant().notNull(),
    },
    t => [
      kit.index('care_task_patient').on(t.patientId, t.state, t.dueAt),
      kit.index('care_task_due').on(t.state, t.dueAt),
    ],
  ),
  symptomReport: kit.table(
    'symptom_report',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      itemId: kit.text(),
      /** by symptom: `none`, `some`, `worse`; what was not asked is absent */
      answers: kit.json().$type<Record<string, string>>().notNull(),
      /** as which it counts on the worklist; null: nothing to raise */
      severity: kit.text().$type<Severity>(),
      saidBy: kit.text().notNull(),
      note: kit.text(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
      /** it was recorded in error: it counts no more */
      withdrawnBy: kit.text(),
      withdrawnAt: kit.instant(),
    },
    t => [kit.index('symptom_report_patient').on(t.patientId, t.at)],
  ),
  medication: kit.table(
    'medication',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      name: kit.text().notNull(),
      dose: kit.text(),
      /** local dates */
      since: kit.text(),
      until: kit.text(),
      note: kit.text(),
      version: kit.int().notNull(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.index('medication_patient').on(t.patientId)],
  ),
  /** a step of a rule's protocol that somebody ticked on an item */
  stepDone: kit.table(
    'step_done',
    {
      itemId: kit.text().notNull(),
      ruleId: kit.text().notNull(),
      step: kit.int().notNull(),
      patientId: kit.text().notNull(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
    },
    t => [kit.primaryKey({ columns: [t.itemId, t.ruleId, t.step] })],
  ),
  /** time spent on a patient, in seconds, for RPM billing; counts once approved by who spent it */
  minutes: kit.table(
    'minutes',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      itemId: kit.text(),
      activity: kit.text().notNull(),
      /** with the patient or caregiver, live */
      interactive: kit.bool().notNull(),
      startedAt: kit.instant().notNull(),
      seconds: kit.int().notNull(),
      /** when it last counted: pauses lie before it; null: a timer that has told nothing yet */
      endedAt: kit.instant(),
      state: kit.text().$type<MinutesState>().notNull(),
      note: kit.text(),
      by: kit.text().notNull(),
      at: kit.instant().notNull(),
      decidedBy: kit.text(),
      decidedAt: kit.instant(),
      version: kit.int().notNull(),
    },
    t => [
      kit.index('minutes_patient').on(t.patientId, t.startedAt),
      kit.index('minutes_by').on(t.by, t.state, t.startedAt),
    ],
  ),
  /** what a provider is asked, and what she answers */
  providerRequest: kit.table(
    'provider_request',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      programId: kit.text().notNull(),
      itemId: kit.text().notNull(),
      /** `medication-change`, `order`, `referral-signature`, `advice` */
      kind: kit.text().notNull(),
      asked: kit.text().notNull(),
      askedBy: kit.text().notNull(),
      askedAt: kit.instant().notNull(),
      dueAt: kit.instant().notNull(),
      /** a person; null: any provider of the program */
      provider: kit.text(),
      decision: kit.text(),
      answer: kit.text(),
      answeredBy: kit.text(),
      answeredAt: kit.instant(),
      version: kit.int().notNull(),
    },
    t => [
      kit.index('provider_request_item').on(t.itemId),
      kit.index('provider_request_open').on(t.answeredAt, t.dueAt),
      kit.index('provider_request_patient').on(t.patientId),
    ],
  ),
});
