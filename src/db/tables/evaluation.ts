import { sql } from 'drizzle-orm';
import type { AlertState, Concern, EndReason, Evidence, QuietReason, Severity } from '../../domain/alert.ts';
import type { EventKind } from '../../domain/event.ts';
import type { Kit } from '../kit.ts';

/** What is due, what was found, and the events that tell of it. */
export const evaluationTables = (kit: Kit) => ({
  /** one row a patient, never deleted; `generation` numbers arrivals, so a mark set meanwhile is never lost */
  due: kit.table(
    'due',
    {
      patientId: kit.text().primaryKey(),
      dueAt: kit.instant(),
      generation: kit.instant().notNull(),
      judgedGeneration: kit.instant().notNull(),
      /** measuredAt of the earliest reading not yet judged: how far back to look */
      earliestAt: kit.instant(),
      timers: kit.json().$type<Record<string, { at: number; wallAt: number }>>().notNull(),
      /** rules that broke on this patient: from which arrival on they must judge again */
      setbacks: kit
        .json()
        .$type<Record<string, { arrival: number; earliestAt: number; retryAt: number }>>()
        .notNull(),
      failures: kit.int().notNull(),
    },
    t => [kit.index('due_at').on(t.dueAt)],
  ),
  alert: kit.table(
    'alert',
    {
      id: kit.text().primaryKey(),
      patientId: kit.text().notNull(),
      ruleId: kit.text().notNull(),
      ruleVersion: kit.int().notNull(),
      limitsVersion: kit.int().notNull(),
      concern: kit.text().$type<Concern>().notNull(),
      state: kit.text().$type<AlertState>().notNull(),
      severity: kit.text().$type<Severity>().notNull(),
      confirmed: kit.bool().notNull(),
      because: kit.text().notNull(),
      evidence: kit.json().$type<Evidence>().notNull(),
      startedAt: kit.instant().notNull(),
      firedAt: kit.instant(),
      lastAt: kit.instant().notNull(),
      pendingUntil: kit.instant(),
      endedAt: kit.instant(),
      endReason: kit.text().$type<EndReason>(),
      /** when, by our clock, it last fired anew or grew worse */
      raisedAt: kit.instant(),
      itemId: kit.text(),
      previousAlertId: kit.text(),
      /** why it asks for nobody although it fires, until when (null: until what hides it is over), and on whose account */
      quietBy: kit.text().$type<QuietReason>(),
      quietUntil: kit.instant(),
      quietFor: kit.text(),
    },
    t => [
      kit.uniqueIndex('alert_standing').on(t.patientId, t.ruleId).where(sql`state <> 'ended'`),
      kit.index('alert_patient_started').on(t.patientId, t.startedAt),
      kit.index('alert_patient_ended').on(t.patientId, t.endedAt),
      kit.index('alert_patient_rule').on(t.patientId, t.ruleId, t.startedAt),
      kit.index('alert_item').on(t.itemId),
      kit.index('alert_started').on(t.startedAt, t.id),
    ],
  ),
  outbox: kit.table('outbox', {
    id: kit.serial(),
    at: kit.instant().notNull(),
    kind: kit.text().$type<EventKind>().notNull(),
    /** null for what concerns no patient, or none yet */
    patientId: kit.text(),
    itemId: kit.text(),
    /** what else it is about: a reading, a rejected message, a contact */
    subjectId: kit.text(),
  }),
});
